# source: constructed on a guide
# target: loss
# sources: resid, mode_v, w
# expect: {"resid": "ok", "mode_v": "left_tensorflow", "w": "ok"}
# culprit: {"mode_v": 1}
# notes: A mode word is made from a variable and picks a case of match.
# --- setup ---
import numpy as np
import tensorflow as tf
resid = tf.Variable([0.5, -2.0])
mode_v = tf.Variable(1.7)
w = tf.Variable(0.4)
# --- cell ---
mode = "robust" if float(mode_v) > 1.0 else "plain"
match mode:
    case "robust":
        loss = w * tf.reduce_sum(tf.abs(resid))
    case "plain":
        loss = w * tf.reduce_sum(resid ** 2)
    case other:
        raise KeyError(other)
