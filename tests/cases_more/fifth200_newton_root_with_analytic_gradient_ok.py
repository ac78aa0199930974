# source: https://github.com/tensorflow/tensorflow/issues/21364
# target: loss
# sources: a, b
# expect: {"a": "ok", "b": "ok"}
# notes: A solver in Python floats, with the implicit derivative given by hand.
# --- setup ---
import tensorflow as tf
@tf.custom_gradient
def cube_root(v):
    x, target = 1.0, float(v)
    while abs(x ** 3 - target) > 1e-6:
        x -= (x ** 3 - target) / (3.0 * x ** 2)
    root = tf.constant(x)
    return root, lambda upstream: upstream / (3.0 * root ** 2)
a, b = tf.Variable(8.0), tf.Variable(0.5)
# --- cell ---
root = cube_root(a * 1.0)
loss = root * b + root ** 2
