# source: constructed
# target: loss
# sources: density, colour
# expect: {"density": "ok", "colour": "ok"}
# notes: The bins are found by searchsorted and gathered as integers; the CDF is gathered too, so the density stays connected (no false alarm).
# --- setup ---
import tensorflow as tf

density = tf.Variable([0.2, 1.0, 2.0, 0.5])
colour = tf.Variable([0.1, 0.9, 0.4, 0.3])
u = tf.constant([0.1, 0.5, 0.8])
# --- cell ---
pdf = density / tf.reduce_sum(density)
cdf = tf.concat([[0.0], tf.cumsum(pdf)], axis=0)
above = tf.clip_by_value(tf.searchsorted(cdf, u, side="right"), 1, 4)
lo, hi = tf.gather(cdf, above - 1), tf.gather(cdf, above)
depth = tf.cast(above - 1, tf.float32) + (u - lo) / (hi - lo)
loss = tf.reduce_sum(depth * tf.gather(colour, above - 1))
