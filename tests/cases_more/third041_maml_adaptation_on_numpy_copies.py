# source: https://github.com/hereismari/tensorflow-maml/issues/3
# target: meta_loss
# sources: w, b, inner_rate
# expect: {"w": "left_tensorflow", "b": "ok", "inner_rate": "ok"}
# culprit: {"w": 1}
# notes: The inner step adapts copies: the weight is copied through numpy, the bias directly; only the bias reaches the outer loss.
# --- setup ---
import numpy as np
import tensorflow as tf

w = tf.Variable([[0.5], [-0.3]])
b = tf.Variable([0.1])
inner_rate = tf.Variable(0.05)
rng = np.random.default_rng(4)
xs, ys = tf.constant(rng.normal(size=(5, 2)).astype("float32")), tf.ones([5, 1])
xq, yq = tf.constant(rng.normal(size=(5, 2)).astype("float32")), tf.zeros([5, 1])
def mse(x, y, weight, bias):
    return tf.reduce_mean((x @ weight + bias - y) ** 2)
# --- cell ---
fast_w = tf.constant(w.numpy())
fast_b = tf.identity(b)
with tf.GradientTape() as inner:
    inner.watch([fast_w, fast_b])
    support = mse(xs, ys, fast_w, fast_b)
gw, gb = inner.gradient(support, [fast_w, fast_b])
fast_w = fast_w - inner_rate * gw
fast_b = fast_b - inner_rate * gb
meta_loss = mse(xq, yq, fast_w, fast_b)
