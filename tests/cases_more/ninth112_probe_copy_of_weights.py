# source: constructed
# target: sharpness
# sources: w, bias, radius
# expect: {"w": "stateful_op", "bias": "ok", "radius": "stateful_op"}
# culprit: {"w": 1, "radius": 1}
# notes: The perturbed weights are wrapped into a new tf.Variable in the cell, which cuts both the weights and the radius; the restore at the end is harmless.
# --- setup ---
import tensorflow as tf

w = tf.Variable([0.3, -0.6, 1.2])
bias = tf.Variable(0.4)
radius = tf.Variable(0.05)
data = tf.constant([[1.0, 2.0, 0.5], [0.1, -1.0, 0.3]])
direction = tf.constant([1.0, -1.0, 1.0])
backup = tf.identity(bias)
# --- cell ---
probe = tf.Variable(w + radius * direction)
high = tf.linalg.matvec(data, probe) + bias
sharpness = tf.reduce_mean(tf.nn.softplus(high))
bias.assign(backup)
