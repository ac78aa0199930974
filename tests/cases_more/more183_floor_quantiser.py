# source: constructed (bit-depth reduction with tf.floor)
# target: distortion
# sources: x, gain, restore
# expect: {"x": "registered_not_differentiable", "gain": "registered_not_differentiable", "restore": "ok"}
# culprit: {"x": 2, "gain": 2}
# notes: tf.floor has a gradient function, and what it returns is None.
# --- setup ---
import tensorflow as tf

x, gain, restore = tf.Variable([0.13, 0.57, 0.92]), tf.Variable(1.5), tf.Variable(0.9)
# --- cell ---
amplified = gain * x
coarse = tf.floor(amplified * 8.0) / 8.0
distortion = tf.reduce_sum((restore * coarse - 0.5) ** 2)
