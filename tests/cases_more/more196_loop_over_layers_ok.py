# source: constructed (loop variables named like the parameters)
# target: loss
# sources: w, b, w1
# expect: {"w": "ok", "b": "ok", "w1": "ok"}
# notes: The loop rebinds w and b, but to the variables of the layers; after it they stand for the last layer, which was used (no false alarm).
# --- setup ---
import tensorflow as tf

w1, w2 = tf.Variable([[0.5, -0.3]]), tf.Variable([[1.0], [0.4]])
b1, b2 = tf.Variable([0.1, 0.1]), tf.Variable([0.0])
w, b = w1, b1
x = tf.constant([[2.0]])
# --- cell ---
h = x
for w, b in [(w1, b1), (w2, b2)]:
    h = tf.tanh(h @ w + b)
loss = tf.reduce_sum(h ** 2)
