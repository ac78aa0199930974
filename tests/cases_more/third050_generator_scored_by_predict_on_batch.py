# source: https://github.com/tensorflow/tensorflow/issues/31919
# target: gen_loss
# sources: gen_kernel, disc_kernel, weight
# expect: {"gen_kernel": "left_tensorflow", "disc_kernel": "left_tensorflow", "weight": "ok"}
# culprit: {"gen_kernel": 2, "disc_kernel": 2}
# notes: The discriminator's verdict comes from predict_on_batch, an array; a NumPy accuracy is computed from it as well.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(6)
gen = keras.Sequential([keras.Input((2,)), keras.layers.Dense(4, activation="tanh")])
disc = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid")])
gen_kernel, disc_kernel = gen.layers[0].kernel, disc.layers[0].kernel
weight = tf.Variable(1.0)
noise = tf.constant(np.random.default_rng(0).normal(size=(5, 2)).astype("float32"))
# --- cell ---
fake = gen(noise, training=True)
verdict = disc.predict_on_batch(fake)
fooled = (verdict > 0.5).mean()
bce = keras.losses.binary_crossentropy(tf.ones([5, 1]), verdict)
gen_loss = weight * tf.reduce_mean(bce)
