# source: constructed
# target: loss
# sources: w1, b1, w2, b2
# expect: {"w1": "wrong_object", "b1": "ok", "w2": "computed_before_tape", "b2": "ok"}
# culprit: {"w1": 1, "w2": 2}
# notes: The dictionary was edited after the handles were taken: w1 was replaced by a fresh variable and w2 by a normalised tensor.
# --- setup ---
import tensorflow as tf

P = {"w1": tf.Variable(tf.random.stateless_normal([2, 3], [0, 1])), "b1": tf.Variable(tf.zeros([3])),
     "w2": tf.Variable(tf.random.stateless_normal([3, 1], [0, 2])), "b2": tf.Variable(tf.zeros([1]))}
w1, b1, w2, b2 = P["w1"], P["b1"], P["w2"], P["b2"]
P["w1"] = tf.Variable(tf.random.stateless_normal([2, 3], [0, 3]))
P["w2"] = tf.math.l2_normalize(w2, axis=0)
data = tf.constant([[1.0, 0.0], [0.5, -0.5]])
# --- cell ---
h = tf.tanh(data @ P["w1"] + P["b1"])
out = h @ P["w2"] + P["b2"]
loss = tf.reduce_mean(out ** 2)
