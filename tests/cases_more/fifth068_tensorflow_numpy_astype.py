# source: https://github.com/tensorflow/tensorflow/issues/5888
# target: loss
# sources: x, y, z
# expect: {"x": "integer_dtype", "y": "registered_not_differentiable", "z": "ok"}
# culprit: {"x": 1, "y": 2}
# notes: tf.experimental.numpy keeps gradients, but not through an integer dtype and floor_divide.
# --- setup ---
import tensorflow as tf
import tensorflow.experimental.numpy as tnp
x, y, z = tf.Variable([1.2, 2.7]), tf.Variable([0.4, 1.6]), tf.Variable([1.0, 3.0])
# --- cell ---
bins = tnp.asarray(x, dtype=tnp.int32)
coarse = tnp.floor_divide(y, 0.5)
smooth = tnp.sort(tnp.tanh(z))
loss = tf.reduce_sum(tf.cast(bins, tf.float32) * coarse * smooth)
