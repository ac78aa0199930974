# source: constructed (Wasserstein GAN with weight clipping)
# target: critic_loss
# sources: critic_w, gp_weight
# expect: {"critic_w": "ok", "gp_weight": "ok"}
# notes: The clipping is an assign, and sampling of the mixing factor is random; both are harmless (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
critic_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
gp_weight = tf.Variable(10.0)
real = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
fake = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
def critic(x):
    return tf.nn.softplus(x @ critic_w)
# --- cell ---
critic_w.assign(tf.clip_by_value(critic_w, -0.5, 0.5))
mix = tf.random.uniform([4, 1])
between = mix * real + (1.0 - mix) * fake
with tf.GradientTape() as inner:
    inner.watch(between)
    score = critic(between)
slope = tf.norm(inner.gradient(score, between), axis=1)
penalty = tf.reduce_mean((slope - 1.0) ** 2)
critic_loss = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real)) + gp_weight * penalty
