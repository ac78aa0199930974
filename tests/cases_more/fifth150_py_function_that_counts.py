# source: https://github.com/tensorflow/tensorflow/issues/47288
# target: loss
# sources: w, v
# expect: {"w": "integer_dtype", "v": "ok"}
# culprit: {"w": 1}
# notes: An eager py_function returns whole numbers.
# --- setup ---
import tensorflow as tf
def whole_steps(value):
    return tf.cast(value * 3.0, tf.int32)
w, v = tf.Variable([0.4, 1.2]), tf.Variable([1.0, 1.0])
# --- cell ---
steps = tf.py_function(whole_steps, [w], tf.int32)
loss = tf.reduce_sum(tf.cast(steps, tf.float32) * v)
