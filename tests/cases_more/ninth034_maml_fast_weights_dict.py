# source: https://github.com/hereismari/tensorflow-maml/issues/3
# target: meta_loss
# sources: w1, b1, inner_lr
# expect: {"w1": "ok", "b1": "ok", "inner_lr": "ok"}
# notes: Functional MAML: fast weights in a dict comprehension, several inner steps, several tasks from a generator; all connected (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf
w1 = tf.Variable(np.random.default_rng(0).normal(size=(1, 1)).astype("float32"))
b1 = tf.Variable([0.0])
inner_lr = tf.Variable(0.05)

def tasks(count):
    for seed in range(count):
        rng = np.random.default_rng(seed)
        slope, shift = rng.normal(size=2).astype("float32")
        xs = rng.uniform(-1, 1, size=(6, 1)).astype("float32")
        yield xs[:3], xs[:3] * slope + shift, xs[3:], xs[3:] * slope + shift

def forward(p, xs):
    return tf.sin(xs @ p["w"] + p["b"])
# --- cell ---
meta_loss = tf.constant(0.0)
for xs, ys, xq, yq in tasks(3):
    fast = {"w": tf.identity(w1), "b": tf.identity(b1)}
    for _ in range(2):
        with tf.GradientTape() as inner:
            inner.watch(fast)
            err = tf.reduce_mean((forward(fast, xs) - ys) ** 2)
        grads = inner.gradient(err, fast)
        fast = {k: fast[k] - inner_lr * grads[k] for k in fast}
    meta_loss += tf.reduce_mean((forward(fast, xq) - yq) ** 2)
