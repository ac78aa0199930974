# source: constructed on a guide
# target: x_final
# sources: x0, step, eps
# expect: {"x0": "ok", "step": "ok", "eps": "registered_not_differentiable"}
# culprit: {"eps": 4}
# notes: all() over comparisons ends the loop; eps does nothing else.
# --- setup ---
import numpy as np
import tensorflow as tf
x0 = tf.Variable([2.0, -1.5])
step = tf.Variable(0.3)
eps = tf.Variable(0.4)
# --- cell ---
x = x0
for it in range(50):
    grad = 2.0 * x
    if all(abs(g) < eps for g in tf.unstack(grad)):
        break
    x = x - step * grad
x_final = tf.reduce_sum(x)
