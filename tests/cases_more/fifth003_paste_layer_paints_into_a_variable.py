# source: https://github.com/tensorflow/tensorflow/issues/42244
# target: score
# sources: gen_kernel, disc_kernel
# expect: {"gen_kernel": "stateful_op", "disc_kernel": "ok"}
# culprit: {"gen_kernel": 2}
# notes: A weightless layer paints the generator's colour into a tf.Variable, so the generator is cut off.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(1)
class ImagePaste(keras.layers.Layer):
    def call(self, colour):
        canvas = tf.Variable(tf.zeros([4, 4]), trainable=False)
        canvas[1:3, 1:3].assign(tf.broadcast_to(colour[0, 0], [2, 2]))
        return tf.reshape(canvas, [1, 16])
generator = keras.layers.Dense(1, activation="sigmoid")
discriminator = keras.layers.Dense(1)
paste = ImagePaste()
noise = tf.constant([[0.3, -0.8, 0.5]])
discriminator(paste(generator(noise)))
gen_kernel, disc_kernel = generator.kernel, discriminator.kernel
# --- cell ---
fake = generator(noise)
picture = paste(fake)
score = tf.reduce_mean(tf.nn.softplus(-discriminator(picture)))
