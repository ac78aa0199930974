# source: https://github.com/tensorflow/tensorflow/issues/21364
# target: loss
# sources: x, k
# expect: {"x": "ok", "k": "ok"}
# notes: A numpy_function inside a custom gradient.
# --- setup ---
import numpy as np
import tensorflow as tf
x, k = tf.Variable([0.2, 0.9]), tf.Variable(3.0)
# --- cell ---
@tf.custom_gradient
def sinc(t):
    value = tf.numpy_function(lambda a: np.sinc(a).astype("float32"), [t], tf.float32)
    def grad(dy):
        pt = np.pi * t
        return dy * (tf.cos(pt) - value) / t
    return value, grad
loss = k * tf.reduce_sum(sinc(x))
