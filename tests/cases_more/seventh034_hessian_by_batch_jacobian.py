# source: https://github.com/tensorflow/tensorflow/issues/38428
# target: curvature
# sources: x, coupling, offset, cells
# expect: {"x": "ok", "coupling": "ok", "offset": "not_connected", "cells": "integer_dtype"}
# culprit: {"offset": 7}
# notes: A batch Jacobian of an inner gradient is differentiable again; the additive offset vanishes with the derivative and the integer grid spacing is divided by.
# --- setup ---
import tensorflow as tf

x = tf.Variable([[1.0, 2.0], [0.5, -1.0]], dtype=tf.float64)
coupling, offset = tf.Variable(0.7, dtype=tf.float64), tf.Variable(3.0, dtype=tf.float64)
cells = tf.Variable(4)
# --- cell ---
with tf.GradientTape() as second:
    with tf.GradientTape() as first:
        energy = tf.reduce_sum(x[:, 0] ** 3 + coupling * x[:, 0] ** 2 * x[:, 1] ** 2) + offset
    force = first.gradient(energy, x)
hessian = second.batch_jacobian(force, x)
spacing = 1.0 / tf.cast(cells, tf.float64)
curvature = tf.reduce_sum(tf.linalg.trace(hessian)) * spacing
