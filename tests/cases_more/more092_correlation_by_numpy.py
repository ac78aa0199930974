# source: constructed (Pearson correlation as a loss)
# target: loss
# sources: w, ridge
# expect: {"w": "left_tensorflow", "ridge": "ok"}
# culprit: {"w": 2}
# notes: np.corrcoef takes the predictions as an array.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
X, y = rng.normal(size=(6, 2)).astype("float32"), rng.normal(size=6).astype("float32")
w, ridge = tf.Variable([0.3, 0.6]), tf.Variable(0.1)
# --- cell ---
pred = tf.linalg.matvec(X, w)
r = np.corrcoef(pred, y)[0, 1]
loss = 1.0 - r + ridge ** 2
