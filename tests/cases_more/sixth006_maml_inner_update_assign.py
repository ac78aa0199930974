# source: constructed on a guide
# target: outer_loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: b's own fast copy is cut off in a scratch variable, but b still reaches the outer loss through gw (second order).
# --- setup ---
import numpy as np
import tensorflow as tf
INNER_LR = 0.05
rng = np.random.default_rng(8)
w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"), name="w")
b = tf.Variable([0.1], name="b")
def task(seed):
    g = np.random.default_rng(seed)
    xs = g.normal(size=(6, 2)).astype("float32")
    ys = (xs @ g.normal(size=(2, 1))).astype("float32")
    return (xs[:3], ys[:3]), (xs[3:], ys[3:])
def forward(x, w, b):
    return tf.matmul(x, w) + b
def mse(y, p):
    return tf.reduce_mean(tf.square(y - p))
# --- cell ---
losses = []
for seed in (1, 2):
    (xs, ys), (xq, yq) = task(seed)
    with tf.GradientTape() as inner:
        support = mse(ys, forward(xs, w, b))
    gw, gb = inner.gradient(support, [w, b])
    fast_w = w - INNER_LR * gw
    fast_b = tf.Variable(b - INNER_LR * gb)
    losses.append(mse(yq, forward(xq, fast_w, fast_b)))
outer_loss = tf.add_n(losses) / len(losses)
print("meta loss", outer_loss.numpy())
