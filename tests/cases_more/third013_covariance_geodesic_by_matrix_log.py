# source: https://github.com/tensorflow/tensorflow/issues/30565
# target: distance
# sources: factor, jitter
# expect: {"factor": "no_gradient_registered", "jitter": "no_gradient_registered"}
# culprit: {"factor": 4, "jitter": 4}
# notes: Distance between covariance matrices through tf.linalg.logm, whose op has no gradient; the call raises for both sources.
# --- setup ---
import tensorflow as tf

factor = tf.Variable([[1.2, 0.0], [0.3, 0.8]])
jitter = tf.Variable(0.05)
reference = tf.eye(2)
# --- cell ---
cov = factor @ tf.transpose(factor) + jitter * reference
spectrum = tf.linalg.eigvalsh(cov)
print("condition", float(spectrum[-1] / spectrum[0]))
log_cov = tf.linalg.logm(tf.cast(cov, tf.complex64))
distance = tf.reduce_sum(tf.abs(log_cov) ** 2)
