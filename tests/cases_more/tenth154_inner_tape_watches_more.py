# source: constructed (watch_accessed_variables=False outside, an ordinary tape inside)
# target: slope
# sources: mu, sigma, x
# options: --no-watch-accessed --watch mu
# expect: {"mu": "ok", "sigma": "not_watched", "x": "not_watched"}
# notes: The inner tape watches every variable it meets, but only for itself; the outer tape was told to watch mu alone.
# --- setup ---
import tensorflow as tf

mu = tf.Variable(0.5)
sigma = tf.Variable(1.2)
x = tf.constant([0.0, 1.0, 3.0])
def log_density(t):
    z = (t - mu) / sigma
    return -0.5 * z ** 2 - tf.math.log(sigma)
# --- cell ---
with tf.GradientTape() as inner:
    inner.watch(x)
    total = tf.reduce_sum(log_density(x) ** 2)
slope = inner.gradient(total, x)
