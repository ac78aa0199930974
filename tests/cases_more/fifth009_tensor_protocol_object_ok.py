# source: https://github.com/tensorflow/probability/issues/903
# target: y
# sources: log_x, offset
# expect: {"log_x": "ok", "offset": "ok"}
# notes: An object that becomes a tensor through __tf_tensor__ at each use, computed from the variable each time.
# --- setup ---
import tensorflow as tf
class Deferred:
    def __init__(self, raw, transform):
        self.raw, self.transform = raw, transform
        self.dtype, self.shape = raw.dtype, raw.shape
    def __tf_tensor__(self, dtype=None, name=None):
        return self.transform(self.raw)
log_x = tf.Variable([0.0, 0.5])
offset = tf.Variable([1.0, -1.0])
x = Deferred(log_x, tf.exp)
# --- cell ---
left = tf.multiply(x, x)
right = tf.subtract(tf.convert_to_tensor(x), offset)
y = tf.reduce_sum(left * right)
