# source: constructed (tensor as a default argument)
# target: loss
# sources: log_scale, w
# expect: {"log_scale": "computed_before_tape", "w": "ok"}
# culprit: {"log_scale": 2}
# notes: The default value was computed when the function was defined.
# --- setup ---
import tensorflow as tf

log_scale, w = tf.Variable(0.2), tf.Variable([0.5, -0.5])
def standardise(x, scale=tf.exp(log_scale)):
    return x / scale
x = tf.constant([2.0, 3.0])
# --- cell ---
h = x * w
z = standardise(h)
loss = tf.reduce_sum(z ** 2)
