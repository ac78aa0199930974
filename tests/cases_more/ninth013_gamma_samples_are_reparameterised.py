# source: https://github.com/tensorflow/probability/issues/51
# target: second_moment
# sources: concentration, rate
# expect: {"concentration": "ok", "rate": "ok"}
# notes: Sampling looks like the end of the road, but tf.random.gamma has implicit reparameterisation gradients (no false alarm).
# --- setup ---
import tensorflow as tf
tf.random.set_seed(0)
concentration = tf.Variable([3.0, 1.2])
rate = tf.Variable(2.0)
# --- cell ---
draws = tf.random.gamma([5], alpha=concentration, beta=rate, seed=1)
second_moment = tf.reduce_mean(tf.square(draws))
