# source: https://github.com/tensorflow/tensorflow/issues/17221
# target: loss
# sources: volume, filt
# expect: {"volume": "no_gradient_registered", "filt": "no_gradient_registered"}
# culprit: {"volume": 2, "filt": 2}
# notes: rfft3d is not registered, rfft and rfft2d are.
# --- setup ---
import tensorflow as tf
class SpectralLoss:
    def __init__(self, weight):
        self.weight = weight
    def __call__(self, volume):
        spectrum = tf.signal.rfft3d(volume)
        return tf.reduce_sum(self.weight * tf.abs(spectrum))
volume = tf.Variable(tf.random.stateless_normal([2, 4, 4], [1, 1]))
filt = tf.Variable(0.3)
measure = SpectralLoss(0.1)
# --- cell ---
smooth = volume * filt
penalty = measure(smooth)
loss = penalty + tf.reduce_mean(volume ** 2)
