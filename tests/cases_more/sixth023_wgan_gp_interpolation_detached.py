# source: constructed on a guide
# target: gp
# sources: critic_k, gen_k, alpha_gp
# expect: {"critic_k": "ok", "gen_k": "left_tensorflow", "alpha_gp": "ok"}
# culprit: {"gen_k": 2}
# notes: The interpolate is made from fake.numpy(); the critic still gets second-order gradients.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
gen = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="tanh")])
critic = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="tanh"), keras.layers.Dense(1)])
gen_k, critic_k = gen.layers[0].kernel, critic.layers[0].kernel
alpha_gp = tf.Variable(10.0)
rng = np.random.default_rng(0)
real = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
z = tf.constant(rng.normal(size=(5, 2)).astype("float32"))
def interpolate(a, b):
    e = rng.uniform(size=(a.shape[0], 1)).astype("float32")
    return a * e + b * (1 - e)
# --- cell ---
fake = gen(z, training=True)
x_hat = interpolate(real, fake.numpy())
with tf.GradientTape() as gp_tape:
    gp_tape.watch(x_hat)
    d_hat = critic(x_hat, training=True)
g = gp_tape.gradient(d_hat, x_hat)
slopes = tf.sqrt(tf.reduce_sum(g ** 2, axis=1) + 1e-12)
gp = alpha_gp * tf.reduce_mean((slopes - 1.0) ** 2)
