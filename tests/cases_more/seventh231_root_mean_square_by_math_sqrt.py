# source: constructed (error measure as target)
# target: rmse
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 3, "b": 3}
# notes: math.sqrt makes a Python float of the mean square error; the target itself is no tensor any more.
# --- setup ---
import math
import tensorflow as tf

w, b = tf.Variable([0.5, 1.0]), tf.Variable(0.1)
x = tf.constant([[1.0, 2.0], [2.0, 0.5], [0.1, 0.1]])
y = tf.constant([2.0, 1.0, 0.0])
# --- cell ---
resid = tf.linalg.matvec(x, w) + b - y
mse = tf.reduce_mean(resid ** 2)
rmse = math.sqrt(mse)
