# source: constructed (inverse CDF sampling)
# target: loss
# sources: density, width
# expect: {"density": "integer_dtype", "width": "ok"}
# culprit: {"density": 2}
# notes: The cumulative sum is differentiable, but the sample index comes from searchsorted and nothing else of the density is used.
# --- setup ---
import tensorflow as tf

density = tf.Variable([0.2, 0.5, 0.9, 0.4])
width = tf.Variable(0.25)
u = tf.constant([0.1, 0.45, 0.8])
# --- cell ---
cdf = tf.cumsum(tf.nn.softmax(density))
bins = tf.searchsorted(cdf, u)
samples = width * (tf.cast(bins, tf.float32) + 0.5)
print("mean", float(tf.reduce_mean(samples)))
loss = tf.reduce_mean(tf.sin(samples))
