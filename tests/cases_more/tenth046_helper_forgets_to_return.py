# source: constructed
# target: objective
# sources: mean, chol
# expect: {"mean": "target_not_tensor", "chol": "target_not_tensor"}
# culprit: {"mean": 1, "chol": 1}
# notes: The likelihood function logs its value but has no return statement: the target is None.
# --- setup ---
import tensorflow as tf

mean = tf.Variable([0.0, 0.5])
chol = tf.Variable([[1.0, 0.0], [0.3, 0.8]])
data = tf.random.stateless_normal([20, 2], [9, 9])
log = []

def gaussian_nll(x):
    L = tf.linalg.band_part(chol, -1, 0)
    z = tf.linalg.triangular_solve(L, tf.transpose(x - mean))
    nll = 0.5 * tf.reduce_sum(z ** 2) + 20.0 * tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L)))
    log.append(float(nll))
# --- cell ---
objective = gaussian_nll(data)
