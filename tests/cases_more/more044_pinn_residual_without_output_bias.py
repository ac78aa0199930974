# source: constructed (physics-informed network, decay equation with forcing)
# target: residual_loss
# sources: w1, w2, b2, k
# expect: {"w1": "ok", "w2": "ok", "b2": "not_connected", "k": "ok"}
# culprit: {"b2": 6}
# notes: Only the slope of u enters the residual; a constant added to u has no influence on its slope.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
w1 = tf.Variable(rng.normal(size=(1, 5)).astype("float32"))
w2 = tf.Variable(rng.normal(size=(5, 1)).astype("float32"))
b2 = tf.Variable([0.0])
k = tf.Variable(0.7)
t = tf.constant(np.linspace(0.0, 1.0, 6).reshape(6, 1).astype("float32"))
# --- cell ---
with tf.GradientTape() as inner:
    inner.watch(t)
    u = tf.tanh(t @ w1) @ w2 + b2
u_t = inner.gradient(u, t)
residual = u_t - k * tf.cos(t)
residual_loss = tf.reduce_mean(residual ** 2)
