# source: https://github.com/tensorflow/tensorflow/issues/53266
# target: loss
# sources: w1, x_f, t_f, potential
# options: --watch x_f --watch t_f
# expect: {"w1": "ok", "x_f": "ok", "t_f": "ok", "potential": "left_tensorflow"}
# culprit: {"potential": 10}
# notes: Second derivatives with a persistent inner tape are all there; only the potential is pulled out as a number.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
w1 = tf.Variable(rng.normal(size=(2, 8)).astype("float32"))
w2 = tf.Variable(rng.normal(size=(8, 2)).astype("float32"))
potential = tf.Variable(1.0)
x_f = tf.constant(rng.uniform(-1, 1, (6, 1)).astype("float32"))
t_f = tf.constant(rng.uniform(0, 1, (6, 1)).astype("float32"))
def net(x, t):
    return tf.tanh(tf.concat([x, t], axis=1) @ w1) @ w2
# --- cell ---
with tf.GradientTape(persistent=True) as second:
    second.watch(x_f)
    with tf.GradientTape(persistent=True) as first:
        first.watch([x_f, t_f])
        out = net(x_f, t_f)
        u, v = out[:, :1], out[:, 1:]
    u_x, v_x = first.gradient(u, x_f), first.gradient(v, x_f)
    u_t, v_t = first.gradient(u, t_f), first.gradient(v, t_f)
u_xx, v_xx = second.gradient(u_x, x_f), second.gradient(v_x, x_f)
strength = float(potential)
f_u = u_t + 0.5 * v_xx + strength * (u ** 2 + v ** 2) * v
f_v = v_t - 0.5 * u_xx - strength * (u ** 2 + v ** 2) * u
loss = tf.reduce_mean(f_u ** 2) + tf.reduce_mean(f_v ** 2)
