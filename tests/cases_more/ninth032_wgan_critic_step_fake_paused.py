# source: https://github.com/eriklindernoren/Keras-GAN/issues/215
# target: d_loss
# sources: g_w, d_w, gp_weight
# expect: {"g_w": "recording_stopped", "d_w": "ok", "gp_weight": "ok"}
# culprit: {"g_w": 2}
# notes: Critic step of a WGAN-GP: the fake batch is made while the recording is paused (to save memory); the penalty itself is fine.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
g_w = tf.Variable(rng.normal(size=(2, 3)).astype("float32"))
d_w = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
gp_weight = tf.Variable(10.0)
real = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
noise = tf.constant(rng.normal(size=(5, 2)).astype("float32"))
def critic(x):
    return tf.reduce_sum(tf.nn.softplus(x @ d_w), axis=1)
def gradient_penalty(real, fake):
    eps = tf.random.stateless_uniform([5, 1], [4, 2])
    mixed = eps * real + (1.0 - eps) * fake
    with tf.GradientTape() as gp_tape:
        gp_tape.watch(mixed)
        pred = critic(mixed)
    norm = tf.norm(gp_tape.gradient(pred, mixed), axis=1)
    return tf.reduce_mean((norm - 1.0) ** 2)
# --- cell ---
with tape.stop_recording():
    fake = tf.tanh(noise @ g_w)
wasserstein = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real))
d_loss = wasserstein + gp_weight * gradient_penalty(real, fake)
