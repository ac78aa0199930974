# source: https://github.com/tensorflow/tensorflow/issues/37091
# target: critic_loss
# sources: gru_kernel, out_kernel, lam, drift
# expect: {"gru_kernel": "ok", "out_kernel": "ok", "lam": "ok", "drift": "integer_dtype"}
# notes: The gradient of a gradient through a GRU exists on the CPU (no false alarm); the drift factor was created as an integer.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(5)
critic = keras.Sequential([keras.Input((4, 2)), keras.layers.GRU(3), keras.layers.Dense(1)])
gru_kernel, out_kernel = critic.layers[0].cell.kernel, critic.layers[1].kernel
lam, drift = tf.Variable(10.0), tf.Variable(2)
rng = np.random.default_rng(5)
real = tf.constant(rng.normal(size=(3, 4, 2)).astype("float32"))
fake = tf.constant(rng.normal(size=(3, 4, 2)).astype("float32"))
# --- cell ---
mix = tf.random.stateless_uniform([3, 1, 1], seed=[1, 2])
between = mix * real + (1.0 - mix) * fake
with tf.GradientTape() as inner:
    inner.watch(between)
    middle = critic(between, training=True)
slope = inner.gradient(middle, between)
norm = tf.sqrt(tf.reduce_sum(slope ** 2, axis=[1, 2]) + 1e-8)
score = critic(real, training=True)
critic_loss = tf.reduce_mean(critic(fake, training=True)) - tf.reduce_mean(score)
critic_loss += lam * tf.reduce_mean((norm - 1.0) ** 2)
critic_loss += 0.001 * tf.cast(drift, tf.float32) * tf.reduce_mean(score ** 2)
