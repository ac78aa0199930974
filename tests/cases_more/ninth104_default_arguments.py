# source: constructed
# target: out
# sources: w, slope, tau
# expect: {"w": "ok", "slope": "computed_before_tape", "tau": "left_tensorflow"}
# culprit: {"slope": 3, "tau": 1}
# notes: Default arguments: a tensor computed when the helper was defined, and a number taken from tau in the cell.
# --- setup ---
import tensorflow as tf

w = tf.Variable([-1.0, 2.0, -0.5])
slope = tf.Variable(-1.5)
tau = tf.Variable(0.7)
def leaky(v, negative=tf.sigmoid(slope)):
    return tf.where(v > 0, v, negative * v)
# --- cell ---
def soften(v, t=float(tau)):
    return tf.nn.softmax(v / t)
out = tf.reduce_max(soften(leaky(w)))
