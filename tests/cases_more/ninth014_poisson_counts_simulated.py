# source: https://github.com/tensorflow/probability/issues/1165
# target: mismatch
# sources: log_rate, gain
# expect: {"log_rate": "no_gradient_registered", "gain": "no_gradient_registered"}
# culprit: {"log_rate": 1, "gain": 1}
# notes: Simulated counts: tf.random.poisson has no entry in the gradient registry at all, so the whole call raises.
# --- setup ---
import tensorflow as tf
tf.random.set_seed(0)
log_rate = tf.Variable([0.4, 1.3])
gain = tf.Variable(1.0)
observed_mean = tf.constant([1.6, 3.1])
# --- cell ---
counts = tf.random.poisson([20], tf.exp(log_rate), seed=3)
signal = gain * tf.reduce_mean(counts, axis=0)
mismatch = tf.reduce_sum((signal - observed_mean) ** 2)
