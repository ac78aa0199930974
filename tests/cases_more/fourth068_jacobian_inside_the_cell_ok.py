# source: constructed
# target: volume
# sources: a, b
# expect: {"a": "ok", "b": "ok"}
# notes: A Jacobian from an inner persistent tape, its determinant and its printed sign (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

a, b = tf.Variable([1.0, 0.5]), tf.Variable(0.3)
z = tf.constant([0.2, -0.4])
# --- cell ---
with tf.GradientTape(persistent=True) as inner:
    inner.watch(z)
    y = tf.sinh(a * z) + b * z ** 3 + tf.reverse(z, [0])
jac = inner.jacobian(y, z)
volume = tf.math.log(tf.abs(tf.linalg.det(jac)))
print("orientation", np.sign(np.linalg.det(jac)))
