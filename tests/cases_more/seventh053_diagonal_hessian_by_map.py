# source: https://github.com/tensorflow/tensorflow/issues/3972
# target: roughness
# sources: coeffs, points, scale, shift
# expect: {"coeffs": "ok", "points": "ok", "scale": "not_connected", "shift": "left_tensorflow"}
# culprit: {"shift": 1, "scale": 4}
# notes: Tapes inside tf.map_fn are fine; the multiplier sits in a function that is never mapped, the shift is applied with NumPy before the map.
# --- setup ---
import numpy as np
import tensorflow as tf

coeffs = tf.Variable([0.5, -1.0, 0.25])
points = tf.Variable([0.1, 0.7, 1.3])
scale, shift = tf.Variable(2.0), tf.Variable(0.4)
def f(x):
    return coeffs[0] * x ** 2 + coeffs[1] * tf.sin(x) + coeffs[2] * x ** 4
def scaled_f(x):
    return scale * f(x)
def second_derivative(fn):
    def at(x):
        with tf.GradientTape() as t2:
            t2.watch(x)
            with tf.GradientTape() as t1:
                t1.watch(x)
                y = fn(x)
            slope = t1.gradient(y, x)
        return t2.gradient(slope, x)
    return at
# --- cell ---
moved = np.asarray(points) + shift.numpy()
here = tf.map_fn(second_derivative(f), points)
there = tf.map_fn(second_derivative(f), tf.constant(moved))
roughness = tf.reduce_sum(here ** 2) + tf.reduce_sum(here * there)
