# source: constructed (first-order MAML)
# target: meta_loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: First-order MAML stops only the inner gradient; the weights stay connected through the identity part of the step (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

w = tf.Variable([[0.5], [-0.3]])
b = tf.Variable([0.1])
rng = np.random.default_rng(4)
xs, ys = tf.constant(rng.normal(size=(5, 2)).astype("float32")), tf.ones([5, 1])
xq, yq = tf.constant(rng.normal(size=(5, 2)).astype("float32")), tf.zeros([5, 1])
def mse(x, y, weight, bias):
    return tf.reduce_mean((x @ weight + bias - y) ** 2)
# --- cell ---
fast = [w, b]
for step in range(2):
    with tf.GradientTape() as inner:
        inner.watch(fast)
        support = mse(xs, ys, *fast)
    grads = [tf.stop_gradient(g) for g in inner.gradient(support, fast)]
    fast = [p - 0.1 * g for p, g in zip(fast, grads)]
meta_loss = mse(xq, yq, *fast)
