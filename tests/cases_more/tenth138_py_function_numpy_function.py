# source: constructed (the two ways to call Python from a graph)
# target: err
# sources: k, damping, rest
# expect: {"k": "ok", "damping": "left_tensorflow", "rest": "ok"}
# culprit: {"damping": 2}
# notes: tf.py_function runs eagerly under its own tape and is differentiable; tf.numpy_function hands over arrays and gives no gradient.
# --- setup ---
import numpy as np
import tensorflow as tf

k = tf.Variable(2.0)
damping = tf.Variable(0.3)
rest = tf.Variable([1.0, 0.5])
def spring(stiff, pos):
    return stiff * tf.square(pos)
def friction(c):
    return np.float32(-c * 0.5)
# --- cell ---
force = tf.py_function(spring, [k, rest], Tout=tf.float32)
drag = tf.numpy_function(friction, [damping], Tout=tf.float32)
err = tf.reduce_sum(force) + drag * tf.reduce_mean(rest)
