# source: constructed on a guide
# target: score
# sources: cov, scale
# expect: {"cov": "left_tensorflow", "scale": "ok"}
# culprit: {"cov": 5}
# notes: The inverse of a singular matrix fails and the except branch goes through numpy.
# --- setup ---
import numpy as np
import tensorflow as tf
cov = tf.Variable([[1.0, 2.0], [2.0, 4.0]])
scale = tf.Variable(0.5)
r = tf.constant([[0.3], [-0.1]])
# --- cell ---
try:
    prec = tf.linalg.inv(cov)
except tf.errors.InvalidArgumentError as err:
    print("falling back:", err.message[:30])
    prec = tf.constant(np.linalg.pinv(cov.numpy()))
else:
    print("invertible")
finally:
    jitter = scale * 1e-2
maha = tf.squeeze(tf.transpose(r) @ prec @ r)
score = tf.sqrt(maha + jitter)
