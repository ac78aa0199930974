# source: constructed on a guide
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "wrong_object"}
# culprit: {"b": 5}
# notes: b is recreated as a fresh variable in the cell and re-recreated after the loss while debugging shapes; the name now is a different variable.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable(np.random.default_rng(0).normal(size=(3, 2)).astype("float32"))
b = tf.Variable([0.0, 0.5])
X = np.random.default_rng(1).normal(size=(4, 3)).astype("float32")
y = X[:, :1]
def pinball(e, q):
    return tf.maximum(q * e, (q - 1) * e)
# --- cell ---
pred = X @ w + b
print("pred", pred.shape, "b", b.shape)
e = y - pred
loss = tf.reduce_mean(pinball(e, np.array([0.1, 0.9], dtype="float32")))
b = tf.Variable(tf.zeros([1, 2]))
print("b is now", b.shape)
