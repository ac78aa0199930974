# source: constructed on a guide
# target: best
# sources: w, reg
# expect: {"w": "target_not_tensor", "reg": "target_not_tensor"}
# culprit: {"w": 6, "reg": 6}
# notes: Grid search keeps the smallest loss as a float.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([1.0, 0.5])
reg = tf.Variable(0.1)
X = np.random.default_rng(0).normal(size=(6, 2)).astype("float32")
y = X.sum(1)
def objective(scale):
    pred = tf.linalg.matvec(X, w * scale)
    return tf.reduce_mean((pred - y) ** 2) + reg * tf.reduce_sum(w ** 2)
# --- cell ---
losses = []
for scale in (0.5, 1.0, 2.0):
    l = objective(scale)
    losses.append(float(l))
    print(scale, losses[-1])
best = min(losses)
