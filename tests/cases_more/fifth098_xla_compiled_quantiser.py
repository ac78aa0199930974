# source: https://github.com/tensorflow/tensorflow/issues/73367
# target: loss
# sources: w, s
# expect: {"w": "registered_not_differentiable", "s": "ok"}
# culprit: {"w": 2}
# notes: The rounding is in a function compiled by XLA.
# --- setup ---
import tensorflow as tf
@tf.function(jit_compile=True)
def quantise(v, scale):
    return tf.round(v) * scale
w, s = tf.Variable([0.4, 1.6]), tf.Variable(0.5)
# --- cell ---
doubled = w * 2.0
q = quantise(doubled, s)
loss = tf.reduce_sum(q ** 2)
