# source: constructed
# target: [d_loss, g_loss]
# sources: gen_w, disc_w
# expect: {"gen_w": "ok", "disc_w": "ok"}
# notes: The discriminator's loss detaches the fakes, the generator's loss does not; both losses are targets (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
gen_w = tf.Variable(rng.normal(size=(2, 3)).astype("float32"))
disc_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
z = tf.constant(rng.normal(size=(4, 2)).astype("float32"))
real = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
fake = tf.tanh(z @ gen_w)
d_loss = tf.reduce_mean(tf.nn.softplus(-real @ disc_w) + tf.nn.softplus(tf.stop_gradient(fake) @ disc_w))
g_loss = tf.reduce_mean(tf.nn.softplus(-(fake @ disc_w)))
