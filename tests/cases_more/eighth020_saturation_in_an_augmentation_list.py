# source: constructed (image augmentation)
# target: loss
# sources: kernel, gamma, factor
# expect: {"kernel": "no_gradient_registered", "gamma": "no_gradient_registered", "factor": "no_gradient_registered"}
# culprit: {"kernel": 3, "gamma": 3, "factor": 3}
# notes: The saturation op has no registered gradient and raises for every source, including the exponent of the gamma correction that would be fine by itself.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(820)
conv = keras.layers.Conv2D(2, 3)
photo = tf.constant(np.random.default_rng(820).random((1, 6, 6, 3)).astype("float32"))
conv(photo)
kernel = conv.kernel
gamma, factor = tf.Variable(1.2), tf.Variable(0.8)
class Pipeline(list):
    def __call__(self, im):
        for step in self:
            im = step(im)
        return im
# --- cell ---
augment = Pipeline()
augment.append(lambda im: tf.image.flip_left_right(im))
augment.append(lambda im: tf.image.adjust_saturation(im, factor))
augment.append(lambda im: tf.clip_by_value(im, 0.0, 1.0))
augment.append(lambda im: tf.image.adjust_gamma(im + 1e-3, gamma))
maps = conv(augment(photo))
loss = tf.reduce_mean(maps ** 2)
