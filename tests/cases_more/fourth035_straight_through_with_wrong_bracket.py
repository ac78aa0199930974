# source: constructed
# target: loss
# sources: x, gain
# expect: {"x": "stop_gradient", "gain": "ok"}
# culprit: {"x": 1}
# notes: The bracket of stop_gradient is closed too late, so the whole estimator is detached.
# --- setup ---
import tensorflow as tf

x, gain = tf.Variable([0.3, 1.6, -2.2]), tf.Variable(2.0)
# --- cell ---
q = tf.stop_gradient(x + (tf.round(x) - x))
loss = tf.reduce_sum((gain * q - 1.0) ** 2)
