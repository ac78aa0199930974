# source: constructed (orbital mechanics exercise)
# target: miss
# sources: ecc, anomaly, period, tilt, axis, tol
# expect: {"ecc": "ok", "anomaly": "ok", "period": "registered_not_differentiable", "tilt": "left_tensorflow", "axis": "left_tensorflow", "tol": "left_tensorflow"}
# culprit: {"period": 8, "tilt": 9, "axis": 10, "tol": 5}
# notes: Newton's iteration for Kepler's equation is fine; whole revolutions, degrees by math and a cube root by NumPy are not. The tolerance is only compared.
# --- setup ---
import math
import numpy as np
import tensorflow as tf

ecc, anomaly = tf.Variable(0.3), tf.Variable(1.2)
period, tilt = tf.Variable(3.7), tf.Variable(0.4)
axis, tol = tf.Variable(1.5), tf.Variable(1e-4)
seen = tf.constant(1.0)
# --- cell ---
big = anomaly
while True:
    step = (big - ecc * tf.sin(big) - anomaly) / (1.0 - ecc * tf.cos(big))
    big = big - step
    if abs(float(step)) < float(tol):
        break
true = 2.0 * tf.atan2(tf.sqrt(1.0 + ecc) * tf.sin(big / 2.0), tf.sqrt(1.0 - ecc) * tf.cos(big / 2.0))
turns = tf.math.floordiv(10.0, period)
angle = true + 0.01 * math.degrees(tilt)
radius = np.cbrt(axis) * (1.0 - ecc * tf.cos(big))
miss = (radius * tf.cos(angle) - seen) ** 2 + turns
