# source: constructed on a guide
# target: loss
# sources: kernel0, diffusivity, boundary_weight
# expect: {"kernel0": "ok", "diffusivity": "ok", "boundary_weight": "left_tensorflow"}
# culprit: {"boundary_weight": 14}
# notes: The second derivative works and nu is learned; the boundary weight enters as a NumPy product.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(1)
pinn = keras.Sequential([keras.Input((2,)), keras.layers.Dense(6, activation="tanh"), keras.layers.Dense(1)])
kernel0 = pinn.layers[0].kernel
diffusivity = tf.Variable(0.1, name="nu")
boundary_weight = tf.Variable([[10.0], [5.0]])
rng = np.random.default_rng(2)
t_c = tf.constant(rng.uniform(size=(8, 1)).astype("float32"))
x_c = tf.constant(rng.uniform(-1, 1, size=(8, 1)).astype("float32"))
t_b = tf.constant([[0.2], [0.8]])
x_b = tf.constant([[-1.0], [1.0]])
# --- cell ---
with tf.GradientTape(persistent=True) as t2:
    t2.watch(x_c)
    with tf.GradientTape(persistent=True) as t1:
        t1.watch([x_c, t_c])
        u = pinn(tf.concat([t_c, x_c], axis=1))
    u_t = t1.gradient(u, t_c)
    u_x = t1.gradient(u, x_c)
u_xx = t2.gradient(u_x, x_c)
del t1, t2
residual = u_t + u * u_x - diffusivity * u_xx
pde = tf.reduce_mean(residual ** 2)
u_b = pinn(tf.concat([t_b, x_b], 1))
bc_err = tf.square(u_b)
bc = np.mean(boundary_weight * bc_err)
loss = pde + bc
