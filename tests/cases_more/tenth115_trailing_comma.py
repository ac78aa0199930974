# source: constructed (targets that are tuples, suspicious but fine)
# target: loss
# sources: w, b, log_scale
# expect: {"w": "ok", "b": "ok", "log_scale": "ok"}
# notes: The trailing comma makes loss a tuple of one tensor; the tape flattens it. tf.constant around an eager tensor returns the same tensor and does not cut anything.
# --- setup ---
import tensorflow as tf

w = tf.Variable([[0.1], [0.2]])
b = tf.Variable([0.0])
log_scale = tf.Variable(-1.0)
data = tf.constant([[1.0, 2.0], [3.0, -1.0]])
# --- cell ---
mu = tf.constant(data @ w + b)
sigma = tf.convert_to_tensor(tf.exp(log_scale), dtype=tf.float32)
nll = tf.reduce_mean(0.5 * ((mu - 1.0) / sigma) ** 2 + log_scale)
loss = nll,
