# source: constructed (physics-informed network, heat equation)
# target: residual
# sources: w1, w2, alpha
# expect: {"w1": "ok", "w2": "ok", "alpha": "ok"}
# notes: Two nested persistent tapes inside the outer tape; all derivatives are taken where they are still recorded (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
w1 = tf.Variable(rng.normal(size=(2, 6)).astype("float32"))
w2 = tf.Variable(rng.normal(size=(6, 1)).astype("float32"))
alpha = tf.Variable(0.1)
x, t = (tf.constant(rng.random((5, 1)).astype("float32")) for _ in range(2))
# --- cell ---
with tf.GradientTape() as second:
    second.watch(x)
    with tf.GradientTape(persistent=True) as first:
        first.watch([x, t])
        u = tf.tanh(tf.concat([x, t], axis=1) @ w1) @ w2
    u_x, u_t = first.gradient(u, x), first.gradient(u, t)
u_xx = second.gradient(u_x, x)
residual = tf.reduce_mean((u_t - alpha * u_xx) ** 2)
