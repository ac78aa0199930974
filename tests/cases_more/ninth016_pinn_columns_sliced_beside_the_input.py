# source: https://github.com/maziarraissi/PINNs/issues/48
# target: u
# sources: x, X, w
# options: --watch X
# expect: {"x": "not_connected", "X": "ok", "w": "ok"}
# culprit: {"x": 3}
# notes: The coordinate column is sliced from the collocation points, but the network is fed the uncut matrix, so u does not depend on that slice.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
X = tf.constant(rng.uniform(size=(10, 2)).astype("float32"))
w = tf.Variable(rng.normal(size=(2, 8)).astype("float32"))
v = tf.Variable(rng.normal(size=(8, 1)).astype("float32"))
def net(inputs):
    return tf.tanh(inputs @ w) @ v
# --- cell ---
x = X[:, 0:1]
t = X[:, 1:2]
u = net(X)
