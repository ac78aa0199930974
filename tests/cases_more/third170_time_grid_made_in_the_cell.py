# source: constructed (ODE residual with collocation in time)
# target: residual
# sources: t, a, k
# expect: {"t": "not_watched", "a": "ok", "k": "ok"}
# culprit: {"t": 1}
# notes: Only the inner tape watches the time points, and they are made in this cell, so the outer tape does not see them.
# --- setup ---
import tensorflow as tf

a = tf.Variable(1.5)
k = tf.Variable(0.4)
n_points = 6
# --- cell ---
t = tf.linspace(0.0, 2.0, n_points)
with tf.GradientTape() as ode:
    ode.watch(t)
    y = a * tf.exp(-k * t)
dy = ode.gradient(y, t)
residual = tf.reduce_mean((dy + 0.5 * y) ** 2) + (y[0] - 1.0) ** 2
print("largest slope at", float(t[int(tf.argmax(tf.abs(dy)))]))
