# source: constructed on a guide
# target: loss
# sources: a, b, c, d
# expect: {"a": "ok", "b": "registered_not_differentiable", "c": "stop_gradient", "d": "ok"}
# culprit: {"b": 3, "c": 4}
# notes: map_fn over three sequences; b is only compared, c is detached, d is captured.
# --- setup ---
import numpy as np
import tensorflow as tf
a, b, c = tf.Variable([1.0, 2.0]), tf.Variable([0.2, 0.9]), tf.Variable([3.0, 4.0])
d = tf.Variable(0.5)
# --- cell ---
def combine(t):
    p, q, r = t
    signed = tf.where(q > 0.5, p, -p)
    base = tf.stop_gradient(r)
    return d * signed + base

loss = tf.reduce_sum(tf.map_fn(combine, [a, b, c], fn_output_signature=tf.float32) ** 2)
