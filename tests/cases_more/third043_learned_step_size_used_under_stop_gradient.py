# source: constructed (Meta-SGD with a first-order shortcut)
# target: meta_loss
# sources: w, step
# expect: {"w": "ok", "step": "stop_gradient"}
# culprit: {"step": 4}
# notes: The whole update, step size included, is wrapped in stop_gradient.
# --- setup ---
import numpy as np
import tensorflow as tf

w = tf.Variable([[0.5], [-0.3]])
step = tf.Variable(0.1)
rng = np.random.default_rng(4)
xs, ys = tf.constant(rng.normal(size=(5, 2)).astype("float32")), tf.ones([5, 1])
xq, yq = tf.constant(rng.normal(size=(5, 2)).astype("float32")), tf.zeros([5, 1])
def mse(x, y, weight):
    return tf.reduce_mean((x @ weight - y) ** 2)
# --- cell ---
with tf.GradientTape() as inner:
    support = mse(xs, ys, w)
g = inner.gradient(support, w)
adapted = w - tf.stop_gradient(
    step * g
)
meta_loss = mse(xq, yq, adapted)
