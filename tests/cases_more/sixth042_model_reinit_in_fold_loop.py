# source: constructed on a guide
# target: fold_loss
# sources: w_init, alpha
# expect: {"w_init": "wrong_object", "alpha": "ok"}
# culprit: {"w_init": 5}
# notes: A fresh linear model is made per fold; the source is the weight of the model made before the loop.
# --- setup ---
import numpy as np
import tensorflow as tf
class Ridge(tf.Module):
    def __init__(self, n):
        super().__init__()
        self.coef = tf.Variable(tf.ones([n, 1]) * 0.1, name="coef")
    def __call__(self, X):
        return X @ self.coef
rng = np.random.default_rng(0)
X = rng.normal(size=(8, 2)).astype("float32")
y = (X @ [[1.0], [-1.0]]).astype("float32")
reg = Ridge(2)
w_init = reg.coef
alpha = tf.Variable(0.1)
folds = np.array_split(np.arange(8), 2)
# --- cell ---
fold_loss = 0.0
for k, val_idx in enumerate(folds):
    train = np.setdiff1d(np.arange(len(X)), val_idx)
    reg = Ridge(2)
    resid = reg(X[train]) - y[train]
    obj = tf.reduce_mean(resid ** 2) + alpha * tf.reduce_sum(reg.coef ** 2)
    fold_loss += obj / len(folds)
    print("fold", k, float(obj))
