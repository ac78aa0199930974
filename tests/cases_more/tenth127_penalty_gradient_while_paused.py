# source: constructed (gradient penalty computed while the outer recording is paused)
# target: total
# sources: theta, phi, data_point
# expect: {"theta": "ok", "phi": "recording_stopped", "data_point": "recording_stopped"}
# culprit: {"phi": 4, "data_point": 4}
# notes: The inner pass itself is recorded, but inner.gradient runs while the outer tape is paused, so the slope is a constant; theta still has its path through the plain loss.
# --- setup ---
import tensorflow as tf

theta = tf.Variable([1.0, 0.5])
phi = tf.Variable([0.3, -0.8])
data_point = tf.Variable([0.7, 0.2])
def energy(z):
    return tf.reduce_sum(tf.sin(theta * z) + phi * z ** 2)
# --- cell ---
with tf.GradientTape() as inner:
    e = energy(data_point)
with tape.stop_recording():
    slope = inner.gradient(e, data_point)
plain = tf.reduce_mean(tf.square(theta - 1.0))
total = plain + 0.1 * tf.reduce_sum(slope ** 2)
