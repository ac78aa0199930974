# source: https://www.tensorflow.org/api_docs/python/tf/recompute_grad
# target: out
# sources: w, x, s
# expect: {"w": "ok", "x": "ok", "s": "custom_gradient_none"}
# culprit: {"s": 5}
# notes: recompute_grad takes care of its arguments and of the variables used inside; a tensor that the function captured from outside gets no gradient.
# --- setup ---
import tensorflow as tf

w = tf.Variable([[0.2, 0.4], [0.1, -0.3]])
x, s = tf.Variable([[1.0, 2.0]]), tf.Variable(0.3)
# --- cell ---
gain = tf.exp(s)
@tf.recompute_grad
def block(v):
    return tf.tanh(v @ w) * gain
h = block(tf.identity(x))
out = tf.reduce_sum(block(h) + h)
