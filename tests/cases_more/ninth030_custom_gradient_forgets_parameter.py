# source: https://github.com/tensorflow/tensorflow/issues/41836
# target: loss
# sources: param, x
# expect: {"param": "custom_gradient_none", "x": "ok"}
# culprit: {"param": 1}
# notes: The op is evaluated by NumPy and has a hand-written gradient, but only for its second argument.
# --- setup ---
import numpy as np
import tensorflow as tf

@tf.custom_gradient
def scaled_square(p, v):
    y = tf.constant(p.numpy() * np.square(v.numpy()))
    def grad(dy):
        return None, dy * 2.0 * p * v
    return y, grad

param = tf.Variable(0.7)
x = tf.Variable([1.0, -2.0, 0.5])
target_value = tf.constant(1.5)
# --- cell ---
out = scaled_square(tf.convert_to_tensor(param), tf.convert_to_tensor(x))
loss = tf.abs(target_value - tf.reduce_sum(out))
