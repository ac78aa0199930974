# source: https://github.com/tensorflow/tensorflow/issues/1095
# target: cost
# sources: a, b
# expect: {"a": "ok", "b": "ok"}
# notes: Unlike numpy_function, py_function hands over eager tensors and is differentiable as long as TensorFlow is used inside (no false alarm).
# --- setup ---
import tensorflow as tf
a = tf.Variable([0.5, -1.5, 2.0])
b = tf.Variable(0.3)
def leaky(values, slope):
    if bool(tf.reduce_any(values < 0)):
        print("negative entries:", values.numpy())
    return tf.maximum(values, slope * values)
# --- cell ---
activated = tf.py_function(leaky, [a, b], tf.float32)
cost = tf.reduce_sum(activated ** 2)
