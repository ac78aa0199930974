# source: https://github.com/tensorflow/tensorflow/issues/56300
# target: loss
# sources: values, weight
# expect: {"values": "ok", "weight": "ok"}
# notes: An ExtensionType carries the tensor into a tf.function; the mask only chooses.
# --- setup ---
import tensorflow as tf
class Masked(tf.experimental.ExtensionType):
    values: tf.Tensor
    mask: tf.Tensor
    def mean(self):
        kept = tf.where(self.mask, self.values, 0.0)
        return tf.reduce_sum(kept) / tf.reduce_sum(tf.cast(self.mask, tf.float32))
values = tf.Variable([1.0, 2.0, 4.0])
weight = tf.Variable(0.5)
# --- cell ---
@tf.function
def centre(series, w):
    return series.mean() * w
series = Masked(values * 2.0, values > 1.5)
loss = centre(series, weight) ** 2 + weight
