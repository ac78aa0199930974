# source: https://github.com/tensorflow/tensorflow/issues/17221
# target: loss
# sources: volume, mask
# expect: {"volume": "no_gradient_registered", "mask": "no_gradient_registered"}
# culprit: {"volume": 3, "mask": 3}
# notes: irfft3d is not registered, irfft2d is.
# --- setup ---
import tensorflow as tf
volume = tf.Variable(tf.random.stateless_uniform([2, 4, 3], [1, 2]))
mask = tf.Variable(tf.ones([2, 4, 4]))
# --- cell ---
class Kspace:
    def back(self, spectrum):
        return tf.signal.irfft3d(
            tf.cast(spectrum, tf.complex64),
        )
    def loss(self, spectrum, weights):
        return tf.reduce_sum(weights * tf.square(self.back(spectrum)))
loss = Kspace().loss(volume * 0.5, mask)
