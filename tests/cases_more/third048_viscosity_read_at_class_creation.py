# source: constructed (Burgers equation, coefficient object)
# target: residual
# sources: w, log_nu
# expect: {"w": "ok", "log_nu": "computed_before_tape"}
# culprit: {"log_nu": 8}
# notes: The coefficient object stores exp(log_nu) when it is created in an earlier cell.
# --- setup ---
import numpy as np
import tensorflow as tf

class Burgers:
    def __init__(self, log_nu):
        self.log_nu = log_nu
        self.nu = tf.exp(log_nu)
    def residual(self, u, u_x, u_xx):
        return u * u_x - self.nu * u_xx
w = tf.Variable(np.random.default_rng(0).normal(size=(1, 4)).astype("float32"))
log_nu = tf.Variable(-2.0)
pde = Burgers(log_nu)
x = tf.constant([[0.1], [0.5], [0.9]])
# --- cell ---
with tf.GradientTape() as t2:
    t2.watch(x)
    with tf.GradientTape() as t1:
        t1.watch(x)
        u = tf.reduce_sum(tf.tanh(x @ w), axis=1, keepdims=True)
    u_x = t1.gradient(u, x)
u_xx = t2.gradient(u_x, x)
residual = tf.reduce_mean(pde.residual(u, u_x, u_xx) ** 2)
