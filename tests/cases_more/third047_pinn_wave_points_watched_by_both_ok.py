# source: constructed (physics-informed net for a wave equation)
# target: residual_loss
# sources: w1, w2, speed
# expect: {"w1": "ok", "w2": "ok", "speed": "ok"}
# notes: Two nested inner tapes for a second derivative; everything is on the outer tape (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
w1 = tf.Variable(rng.normal(size=(1, 6)).astype("float32"))
w2 = tf.Variable(rng.normal(size=(6, 1)).astype("float32"))
speed = tf.Variable(0.7)
x = tf.constant(np.linspace(0, 1, 5).reshape(-1, 1).astype("float32"))
# --- cell ---
with tf.GradientTape() as second:
    second.watch(x)
    with tf.GradientTape() as first:
        first.watch(x)
        u = tf.sin(x @ w1) @ w2
    u_x = first.gradient(u, x)
u_xx = second.gradient(u_x, x)
worst = int(tf.argmax(tf.abs(u_xx[:, 0])))
residual_loss = tf.reduce_mean((speed ** 2 * u_xx + u) ** 2)
