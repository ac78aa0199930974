# source: constructed (custom gradient that closes over a tensor)
# target: loss
# sources: x, log_scale
# expect: {"x": "ok", "log_scale": "custom_gradient_none"}
# culprit: {"log_scale": 4}
# notes: The scale is not an argument of the function, only captured; the tape knows the arguments alone, and the backward function says nothing about it.
# --- setup ---
import tensorflow as tf

x, log_scale = tf.Variable([0.4, 1.9]), tf.Variable(0.3)
# --- cell ---
scale = tf.exp(log_scale)
quantise = tf.custom_gradient(lambda v: (tf.round(v * scale) / scale, lambda up: up))
shifted = x + 0.1
q = quantise(shifted)
loss = tf.reduce_sum(q ** 2)
