# source: constructed on a guide
# target: penalty
# sources: W, b, x
# expect: {"W": "ok", "b": "not_connected", "x": "ok"}
# culprit: {"b": 5}
# options: --watch x
# notes: The Jacobian of an affine layer with tanh depends on W and on b, that of the affine one only on W.
# --- setup ---
import numpy as np
import tensorflow as tf
W = tf.Variable([[0.2, -0.5], [0.7, 0.1]])
b = tf.Variable([0.1, 0.2])
x = tf.constant([[1.0, 2.0], [0.3, 0.4]])
# --- cell ---
with tf.GradientTape() as jt:
    jt.watch(x)
    y = tf.square(x) @ W + b
J = jt.batch_jacobian(y, x)
penalty = tf.reduce_mean(tf.reduce_sum(tf.square(J), axis=[1, 2]))
