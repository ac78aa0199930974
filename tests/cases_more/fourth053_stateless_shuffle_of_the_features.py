# source: constructed
# target: loss
# sources: w, bias
# expect: {"w": "no_gradient_registered", "bias": "no_gradient_registered"}
# culprit: {"w": 4, "bias": 4}
# notes: The gather with a random order is fine; stateless_shuffle has no gradient at all.
# --- setup ---
import tensorflow as tf

w, bias = tf.Variable([[0.3], [0.8]]), tf.Variable(0.1)
x = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
# --- cell ---
feats = x @ w
order = tf.argsort(tf.random.stateless_uniform([3], [1, 1]))
shuffled = tf.gather(feats, order) + bias
flipped = tf.random.experimental.stateless_shuffle(shuffled, seed=[4, 4])
loss = tf.reduce_sum(flipped[0] * flipped[1])
