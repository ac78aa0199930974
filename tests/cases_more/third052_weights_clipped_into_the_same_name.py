# source: constructed (Wasserstein GAN with weight clipping)
# target: critic_loss
# sources: critic_w, critic_b
# expect: {"critic_w": "replaced_by_tensor", "critic_b": "ok"}
# culprit: {"critic_w": 4}
# notes: The clipping at the end of the step binds the name to the clipped copy instead of assigning it.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
critic_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
critic_b = tf.Variable([0.0])
real = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
fake = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
score_real = real @ critic_w + critic_b
score_fake = tf.tanh(fake @ critic_w + critic_b)
critic_loss = tf.reduce_mean(score_fake) - tf.reduce_mean(score_real)
critic_w = tf.clip_by_norm(critic_w, 0.5)
critic_b.assign(tf.clip_by_value(critic_b, -0.1, 0.1))
