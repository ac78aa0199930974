# source: constructed
# target: loss
# sources: w, scale
# expect: {"w": "ok", "scale": "not_connected"}
# culprit: {"scale": 2}
# notes: The helper multiplies by its argument scale if one is given; the call gives none, so the variable scale is not used anywhere.
# --- setup ---
import tensorflow as tf

w, scale = tf.Variable([[0.2], [0.6]]), tf.Variable(3.0)
x = tf.constant([[1.0, 2.0]])
def project(v, weights, scale=None):
    out = v @ weights
    if scale is not None:
        out = out * scale
    return out
# --- cell ---
y = project(x, w)
loss = tf.reduce_sum(y ** 2)
