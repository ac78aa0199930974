# source: constructed (a logging loop reuses the name of a variable)
# target: total
# sources: theta, phi
# expect: {"theta": "replaced_by_tensor", "phi": "ok"}
# culprit: {"theta": 3}
# notes: The for statement at the end rebinds theta to the rows that are being logged.
# --- setup ---
import tensorflow as tf

theta = tf.Variable([[0.1, 0.2], [0.3, 0.4]])
phi = tf.Variable([1.0, -1.0])
log = []
# --- cell ---
rows = tf.sin(theta) * phi
total = tf.reduce_sum(rows)
for theta in tf.unstack(rows):
    log.append(theta.shape)
