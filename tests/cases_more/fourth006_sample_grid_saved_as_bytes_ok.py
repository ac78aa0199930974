# source: constructed
# target: g_loss
# sources: gen_kernel, disc_kernel
# expect: {"gen_kernel": "ok", "disc_kernel": "ok"}
# notes: The fakes are turned into uint8 and NumPy only to be written to a grid (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
gen, disc = keras.layers.Dense(6, activation="sigmoid"), keras.layers.Dense(1)
z = tf.random.stateless_normal([4, 3], [1, 2])
disc(gen(z))
gen_kernel, disc_kernel = gen.kernel, disc.kernel
gallery = []
# --- cell ---
fakes = gen(z)
preview = tf.image.convert_image_dtype(fakes, tf.uint8).numpy()
gallery.append(np.concatenate(list(preview), axis=0).tolist())
logits = disc(fakes)
g_loss = tf.reduce_mean(tf.nn.softplus(-logits))
