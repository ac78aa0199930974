# source: https://github.com/tensorflow/tensorflow/issues/36596
# target: loss
# sources: x, y, k
# expect: {"x": "left_tensorflow", "y": "left_tensorflow", "k": "ok"}
# culprit: {"x": 4, "y": 5}
# notes: A decorator from outside turns the arguments of the cell's function into arrays.
# --- setup ---
import functools
import numpy as np
import tensorflow as tf
def on_arrays(fn):
    @functools.wraps(fn)
    def wrapper(*args):
        return fn(*[np.asarray(a) for a in args])
    return wrapper
x, y, k = tf.Variable([1.0, 2.0]), tf.Variable([0.5, 0.1]), tf.Variable(2.0)
# --- cell ---
@on_arrays
def distance(p, q):
    return tf.norm(p - q)
near = distance(x, tf.zeros([2]))
far = k * distance(tf.ones([2]), y)
loss = near + far
