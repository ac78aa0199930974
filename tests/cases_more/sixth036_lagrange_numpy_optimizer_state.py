# source: constructed on a guide
# target: lagrangian
# sources: alloc, lam, cov_scale
# expect: {"alloc": "ok", "lam": "ok", "cov_scale": "computed_before_tape"}
# culprit: {"cov_scale": 4}
# notes: The covariance was scaled in the preparation cell.
# --- setup ---
import numpy as np
import tensorflow as tf
rets = np.random.default_rng(0).normal(0.01, 0.05, size=(30, 4)).astype("float32")
mu = tf.constant(rets.mean(0))
raw_cov = np.cov(rets.T).astype("float32")
cov_scale = tf.Variable(252.0)
cov = cov_scale * raw_cov
alloc = tf.Variable([0.25] * 4)
lam = tf.Variable(1.0)
risk_aversion = 3.0
def softmax_weights(a):
    return tf.nn.softmax(a)
# --- cell ---
"portfolio"
wts = softmax_weights(alloc)
port_ret = tf.tensordot(wts, mu, 1)
port_var = tf.tensordot(wts, tf.linalg.matvec(cov, wts), 1)
utility = port_ret - 0.5 * risk_aversion * port_var
lagrangian = -utility + lam * (tf.reduce_sum(wts) - 1.0)
sharpe = float(port_ret) / np.sqrt(float(port_var))
print("weights", wts.numpy().round(2), "sharpe", round(sharpe, 2))
