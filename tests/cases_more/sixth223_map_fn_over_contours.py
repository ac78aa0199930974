# source: constructed on a guide
# target: area
# sources: pts, quant, k
# expect: {"pts": "ok", "quant": "registered_not_differentiable", "k": "ok"}
# culprit: {"quant": 6}
# notes: A map_fn body with a rounding step on one of its two inputs.
# --- setup ---
import numpy as np
import tensorflow as tf
pts = tf.Variable([[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]], [[0.0, 0.0], [2.0, 0.0], [0.0, 2.0]]])
quant = tf.Variable([0.33, 0.71])
k = tf.Variable(1.5)
# --- cell ---
def shoelace(args):
    p, q = args
    x, y = p[:, 0], p[:, 1]
    nxt = tf.roll(p, -1, axis=0)
    doubled = tf.reduce_sum(x * nxt[:, 1] - y * nxt[:, 0])
    unit = tf.round(q * 10.0) / 10.0
    return 0.5 * tf.abs(doubled) * unit

areas = tf.map_fn(shoelace, (pts, quant), fn_output_signature=tf.float32)
area = k * tf.reduce_sum(areas)
