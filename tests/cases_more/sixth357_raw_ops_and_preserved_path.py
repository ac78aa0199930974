# source: constructed on a guide
# target: y
# sources: a, b, c, d
# expect: {"a": "ok", "b": "stop_gradient", "c": "ok", "d": "registered_not_differentiable"}
# culprit: {"b": 2, "d": 3}
# notes: tf.raw_ops, grad_pass_through, PreventGradient-free: one StopGradient raw op and one Rint.
# --- setup ---
import numpy as np
import tensorflow as tf
a, b, c, d = (tf.Variable(v) for v in (1.3, 0.4, 2.6, 3.7))
# --- cell ---
hard = tf.grad_pass_through(tf.round)(c)
left = tf.raw_ops.Mul(x=a, y=tf.raw_ops.StopGradient(input=b))
right = tf.raw_ops.Add(x=hard, y=tf.raw_ops.Rint(x=d))
y = tf.raw_ops.SquaredDifference(x=left, y=right)
