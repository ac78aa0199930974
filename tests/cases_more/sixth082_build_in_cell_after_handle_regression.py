# source: constructed on a guide
# target: rmse
# sources: W_first, lam
# expect: {"W_first": "wrong_object", "lam": "ok"}
# culprit: {"W_first": 2}
# notes: Same factory function, second network bound to a new name in the cell.
# --- setup ---
import numpy as np
import tensorflow as tf
def make_net(n_in, seed=0):
    g = np.random.default_rng(seed)
    return {"W": tf.Variable(g.normal(size=(n_in, 1)).astype("float32"), name="W"),
            "b": tf.Variable([0.0], name="b")}
def apply(net, x):
    return x @ net["W"] + net["b"]
net = make_net(3)
W_first = net["W"]
lam = tf.Variable(0.01)
X = np.random.default_rng(1).normal(size=(5, 3)).astype("float32")
y = X.sum(1, keepdims=True)
# --- cell ---
net2 = make_net(3)
pred = apply(net2, X)
mse = tf.reduce_mean((pred - y) ** 2)
rmse = tf.sqrt(mse) + lam * tf.reduce_sum(net2["W"] ** 2)
print("rmse", float(rmse), "params", {k: v.shape.as_list() for k, v in net2.items()})
