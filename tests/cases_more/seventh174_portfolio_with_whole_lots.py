# source: constructed (portfolio optimisation)
# target: utility
# sources: logits, aversion, returns, lots, fee, previous
# expect: {"logits": "ok", "aversion": "ok", "returns": "ok", "lots": "registered_not_differentiable", "fee": "ok", "previous": "not_watched"}
# culprit: {"lots": 7}
# notes: Mean-variance utility with turnover costs; only the lot sizes are rounded, the covariance stays in TensorFlow.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(8)
returns = tf.Variable(rng.normal(scale=0.02, size=(12, 3)).astype("float32"))
logits = tf.Variable([0.1, 0.4, -0.2])
aversion, fee = tf.Variable(3.0), tf.Variable(0.001)
lots = tf.Variable([10.4, 3.8, 7.1])
previous = tf.constant([0.3, 0.3, 0.4])
price = tf.constant([50.0, 20.0, 80.0])
# --- cell ---
weights = tf.nn.softmax(logits)
centred = returns - tf.reduce_mean(returns, axis=0)
cov = tf.matmul(centred, centred, transpose_a=True) / 11.0
mean = tf.linalg.matvec(returns, weights)
variance = tf.tensordot(weights, tf.linalg.matvec(cov, weights), 1)
turnover = tf.reduce_sum(tf.abs(weights - previous))
capital = tf.reduce_sum(tf.math.rint(lots) * price)
utility = tf.reduce_mean(mean) * capital - aversion * variance - fee * turnover
