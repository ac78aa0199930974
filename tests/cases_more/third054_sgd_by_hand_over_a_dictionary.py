# source: constructed (two-layer net trained by hand)
# target: loss
# sources: w1, w2
# expect: {"w1": "ok", "w2": "replaced_by_tensor"}
# culprit: {"w2": 7}
# notes: Of the two updates by hand one uses assign_sub and the other minus; the second binds the name to a tensor.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
w1 = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
w2 = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
x, y = tf.constant(rng.normal(size=(6, 3)).astype("float32")), tf.ones([6, 1])
# --- cell ---
with tf.GradientTape() as step:
    pred = tf.tanh(x @ w1) @ w2
    loss = tf.reduce_mean((pred - y) ** 2)
g1, g2 = step.gradient(loss, [w1, w2])
lr = 0.01
w1.assign_sub(lr * g1)
w2 = w2 - lr * g2
print("loss", loss.numpy())
