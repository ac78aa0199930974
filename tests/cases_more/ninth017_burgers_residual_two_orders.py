# source: https://github.com/tensorflow/tensorflow/issues/53266
# target: residual
# sources: lambda_1, lambda_2, x_f, w1
# options: --watch x_f
# expect: {"lambda_1": "ok", "lambda_2": "ok", "x_f": "ok", "w1": "ok"}
# notes: Inverse Burgers problem: nested tapes, a persistent one, a gradient taken inside its own context; everything is connected (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
x_f = tf.constant(rng.uniform(-1, 1, size=(6, 1)).astype("float32"))
t_f = tf.constant(rng.uniform(0, 1, size=(6, 1)).astype("float32"))
w1 = tf.Variable(rng.normal(size=(2, 5)).astype("float32"))
w2 = tf.Variable(rng.normal(size=(5, 1)).astype("float32"))
lambda_1, lambda_2 = tf.Variable([0.0]), tf.Variable([-6.0])
# --- cell ---
with tf.GradientTape(persistent=True) as g:
    g.watch([x_f, t_f])
    u = tf.tanh(tf.concat([x_f, t_f], axis=1) @ w1) @ w2
    u_x = g.gradient(u, x_f)
u_t = g.gradient(u, t_f)
u_xx = g.gradient(u_x, x_f)
del g
f = u_t + lambda_1 * u * u_x - tf.exp(lambda_2) * u_xx
residual = tf.reduce_mean(tf.square(f))
