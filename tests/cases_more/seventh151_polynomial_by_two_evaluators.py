# source: https://www.tensorflow.org/guide/core/logistic_regression_core (constructed on the Core guides)
# target: mse
# sources: slope, level, quad, shift
# expect: {"slope": "left_tensorflow", "level": "left_tensorflow", "quad": "ok", "shift": "ok"}
# culprit: {"slope": 2, "level": 2}
# notes: The drift line is evaluated with np.polyval, the curvature with tf.math.polyval: the same spelling, a different library.
# --- setup ---
import numpy as np
import tensorflow as tf

years = np.linspace(0.0, 3.0, 7).astype("float32")
sales = tf.constant(2.0 + 0.3 * years ** 2, tf.float32)
slope, level = tf.Variable(0.4), tf.Variable(1.5)
quad = tf.Variable(0.2)
shift = tf.Variable(0.1)
# --- cell ---
centred = tf.constant(years) - shift
drift = np.polyval([slope, level], years)
bend = tf.math.polyval([quad, 0.0, 0.0], centred)
pred = bend + drift
mse = tf.reduce_mean(tf.math.squared_difference(pred, sales))
