# source: https://github.com/tensorflow/tensorflow/issues/31519
# target: pde_loss
# sources: kernel_out, bias_out, diffusivity
# expect: {"kernel_out": "ok", "bias_out": "not_connected", "diffusivity": "ok"}
# notes: Only derivatives of u enter the residual, and the additive bias of the output layer drops out of every derivative; no line is wrong.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
hidden = keras.layers.Dense(6, activation="tanh")
readout = keras.layers.Dense(1)
rng = np.random.default_rng(1)
z = tf.constant(rng.uniform(size=(7, 1)).astype("float32"))
t = tf.constant(rng.uniform(size=(7, 1)).astype("float32"))
def u_net(z, t):
    return readout(hidden(tf.concat([z, t], 1)))
u_net(z, t)
kernel_out, bias_out = readout.kernel, readout.bias
diffusivity = tf.Variable(0.1)
# --- cell ---
with tf.GradientTape() as outer:
    outer.watch(z)
    with tf.GradientTape(persistent=True) as inner:
        inner.watch((z, t))
        u = u_net(z, t)
    u_z = inner.gradient(u, z)
    u_t = inner.gradient(u, t)
u_zz = outer.gradient(u_z, z)
pde_loss = tf.reduce_mean((u_t - diffusivity * u_zz) ** 2)
