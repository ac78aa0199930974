# source: constructed (inversion fails, fallback is used)
# target: trace
# sources: cov_entries, jitter
# expect: {"cov_entries": "ok", "jitter": "ok"}
# notes: The first attempt raises and the fallback adds the jitter: both variables are used in what did run (no false alarm).
# --- setup ---
import tensorflow as tf

cov_entries = tf.Variable([[1.0, 2.0], [2.0, 4.0]])
jitter = tf.Variable(0.5)
# --- cell ---
try:
    precision = tf.linalg.inv(cov_entries)
except tf.errors.InvalidArgumentError:
    precision = tf.linalg.inv(cov_entries + jitter * tf.eye(2))
trace = tf.linalg.trace(precision)
