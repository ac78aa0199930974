# source: https://github.com/tensorflow/tensorflow/issues/21717
# target: jac_norm
# sources: x, y, b
# options: --watch x --watch y
# expect: {"x": "ok", "y": "not_connected", "b": "ok"}
# culprit: {"y": 7}
# notes: The Jacobian with respect to one of two inputs; the other belongs to the second output, whose Jacobian is not used.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(42)
w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
b = tf.Variable(rng.normal(size=(2,)).astype("float32"))
x = tf.constant(rng.normal(size=(2, 3)).astype("float32"))
y = tf.constant(rng.normal(size=(2, 3)).astype("float32"))
# --- cell ---
with tf.GradientTape(persistent=True) as inner:
    inner.watch([x, y])
    left = tf.tanh(x @ w + b)
    right = tf.sigmoid(y @ w)
jac_left = inner.batch_jacobian(left, x)
jac_right = inner.batch_jacobian(right, y)
jac_norm = tf.reduce_sum(jac_left ** 2)
