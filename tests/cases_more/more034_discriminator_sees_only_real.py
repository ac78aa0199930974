# source: constructed (GAN step that forgets the fake batch)
# target: d_loss
# sources: g_kernel, d_kernel
# expect: {"g_kernel": "not_connected", "d_kernel": "ok"}
# culprit: {"g_kernel": 3}
# notes: The fake batch is generated but never shown to the discriminator.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
gen, disc = keras.layers.Dense(3, activation="tanh"), keras.layers.Dense(1)
z = tf.constant(np.random.default_rng(0).normal(size=(4, 2)).astype("float32"))
real = tf.constant(np.random.default_rng(1).normal(size=(4, 3)).astype("float32"))
gen(z); disc(real)
g_kernel, d_kernel = gen.kernel, disc.kernel
# --- cell ---
fake = gen(z)
real_logits = disc(real)
d_loss = tf.reduce_mean(tf.nn.softplus(-real_logits))
