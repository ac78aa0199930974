# source: constructed
# target: loss
# sources: w, extra
# expect: {"w": "ok", "extra": "not_taken_branch"}
# culprit: {"extra": 1}
# notes: 
# --- setup ---
import contextlib
import tensorflow as tf
w, extra = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
cfg = {}
def total():
    out = tf.reduce_sum(tf.sin(w))
    with contextlib.suppress(KeyError):
        k = cfg["k"]
        out += k * tf.exp(extra)
    return out
# --- cell ---
loss = total()
