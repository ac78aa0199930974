# source: https://github.com/tensorflow/probability/issues/681
# target: loss
# sources: shift, scale_diag, points
# expect: {"shift": "wrong_object", "scale_diag": "ok", "points": "not_watched"}
# culprit: {"shift": 1}
# notes: The transform makes a variable of its own from the shift it is given, but keeps the scale as it is.
# --- setup ---
import tensorflow as tf

class AffineTransform(tf.Module):
    def __init__(self, shift, scale_diag):
        super().__init__()
        self.shift = tf.Variable(shift)
        self.scale_diag = scale_diag
    def inverse(self, y):
        return (y - self.shift) / self.scale_diag
    def log_det(self):
        return tf.reduce_sum(tf.math.log(tf.abs(self.scale_diag)))
shift, scale_diag = tf.Variable([0.1, 0.2]), tf.Variable([1.5, 0.5])
bijector = AffineTransform(shift, scale_diag)
points = tf.constant([[10.0, 10.0], [2.0, -1.0]])
# --- cell ---
z = bijector.inverse(points)
log_prob = -0.5 * tf.reduce_sum(z ** 2, axis=-1) - bijector.log_det()
loss = -tf.reduce_mean(log_prob)
