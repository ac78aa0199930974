# source: constructed on a guide
# target: cost
# sources: m, b
# expect: {"m": "replaced_by_tensor", "b": "ok"}
# culprit: {"m": 5}
# notes: Manual gradient descent, the classic: m = m - lr * grad turns the name into a tensor.
# --- setup ---
import numpy as np
import tensorflow as tf
xs = np.array([0.0, 1.0, 2.0, 3.0], dtype="float32")
ys = 2 * xs + 1 + np.array([0.1, -0.1, 0.05, 0.0], dtype="float32")
m, b = tf.Variable(0.0), tf.Variable(0.0)
lr = 0.05
def predict(x):
    return m * x + b
# --- cell ---
with tf.GradientTape() as g:
    cost = tf.reduce_mean((predict(xs) - ys) ** 2)
dm, db = g.gradient(cost, [m, b])
print("dm", dm.numpy(), "db", db.numpy())
m = m - lr * dm
b.assign_sub(lr * db)
print("cost", cost.numpy())
