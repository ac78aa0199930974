# source: constructed (bitrate controller)
# target: rd_cost
# sources: step, lam, latent
# expect: {"step": "left_tensorflow", "lam": "ok", "latent": "ok"}
# culprit: {"step": 2}
# notes: Two breaks in a row for the step: it is rounded, and the rounded value leaves as a Python float, which is the break nearest the target.
# --- setup ---
import tensorflow as tf

step = tf.Variable(3.6)
lam = tf.Variable(0.02)
latent = tf.Variable([1.2, -0.7, 4.4, 0.3])
ref = tf.constant([1.0, -1.0, 4.0, 0.0])
# --- cell ---
snapped = tf.round(step)
gain = 1.0 / float(snapped)
scaled = latent * gain
rate = tf.reduce_sum(tf.math.log(1.0 + tf.abs(scaled)))
rd_cost = tf.reduce_mean((scaled - ref) ** 2) + lam * rate
