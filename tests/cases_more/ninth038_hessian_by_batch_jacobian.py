# source: https://github.com/tensorflow/tensorflow/issues/45234
# target: curvature
# sources: x, w
# options: --watch x
# expect: {"x": "ok", "w": "ok"}
# notes: Hessian penalty from batch_jacobian of a gradient, computed with pfor under a third tape (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
x = tf.constant(rng.normal(size=(3, 2)).astype("float32"))
w = tf.Variable(rng.normal(size=(2, 4)).astype("float32"))
def field(v):
    return tf.reduce_sum(tf.sin(v @ w), axis=1)
# --- cell ---
with tf.GradientTape() as t2:
    t2.watch(x)
    with tf.GradientTape() as t1:
        t1.watch(x)
        value = field(x)
    slope = t1.gradient(value, x)
hess = t2.batch_jacobian(slope, x)
curvature = tf.reduce_mean(tf.linalg.trace(hess) ** 2)
