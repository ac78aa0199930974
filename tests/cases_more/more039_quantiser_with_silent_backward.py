# source: constructed (custom_gradient whose backward returns None)
# target: loss
# sources: x, levels
# expect: {"x": "custom_gradient_none", "levels": "ok"}
# culprit: {"x": 1}
# notes: The backward function was left unfinished and returns None for its input.
# --- setup ---
import tensorflow as tf

x = tf.Variable([0.2, 1.7, 2.6])
levels = tf.Variable(4.0)
@tf.custom_gradient
def quantise(v):
    def grad(upstream):
        return None
    return tf.floor(v), grad
# --- cell ---
q = quantise(x)
loss = tf.reduce_sum((q / levels - 0.5) ** 2)
