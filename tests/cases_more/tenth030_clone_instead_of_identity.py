# source: constructed
# target: loss
# sources: w_a, w_b, bias
# expect: {"w_a": "stateful_op", "w_b": "ok", "bias": "ok"}
# culprit: {"w_a": 2}
# notes: Two ways to port tensor.clone(): tf.identity keeps the gradient, a new tf.Variable does not.
# --- setup ---
import tensorflow as tf

w_a = tf.Variable([[1.0, -1.0], [0.5, 2.0]])
w_b = tf.Variable([[0.3, 0.3], [-0.7, 1.1]])
bias = tf.Variable([0.1, 0.2])
batch = tf.constant([[1.0, 2.0], [-1.0, 0.5], [0.0, 3.0]])
# --- cell ---
# torch: w_a.clone(), w_b.clone()
a = tf.Variable(w_a)
b = tf.identity(w_b)
h = tf.nn.elu(batch @ a + bias)
out = h @ b
loss = tf.reduce_mean(out ** 2)
