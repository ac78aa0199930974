# source: constructed on a guide
# target: sse
# sources: phi, theta_ma, const
# expect: {"phi": "ok", "theta_ma": "left_tensorflow", "const": "ok"}
# culprit: {"theta_ma": 5}
# notes: The residuals are kept in a numpy buffer for the MA term; phi still has the direct path.
# --- setup ---
import numpy as np
import tensorflow as tf
series = np.cumsum(np.random.default_rng(0).normal(size=12)).astype("float32")
phi, theta_ma, const = tf.Variable(0.6), tf.Variable(0.3), tf.Variable(0.05)
diffed = np.diff(series)
def summarize(e):
    return {"mean": float(np.mean(e)), "std": float(np.std(e))}
# --- cell ---
eps = [np.float32(0.1)]
sse = tf.constant(0.0)
for t in range(1, len(diffed)):
    ar = const + phi * diffed[t - 1]
    ma = float(theta_ma) * eps[-1]
    e = diffed[t] - (ar + ma)
    eps.append(e.numpy())
    sse += e ** 2
stats = summarize(eps)
aic = len(diffed) * np.log(float(sse) / len(diffed)) + 6
print(stats, "AIC", round(aic, 2))
