# source: constructed
# target: out
# sources: slope, shift, gain
# expect: {"slope": "not_taken_branch", "shift": "ok", "gain": "ok"}
# culprit: {"slope": 6}
# notes: The slope belongs to an activation that this configuration does not select.
# --- setup ---
import tensorflow as tf

cfg = {"act": "softplus", "final": "affine"}
slope = tf.Variable(0.2)
shift = tf.Variable(-0.1)
gain = tf.Variable([1.5, 0.5])
x = tf.constant([-1.0, 2.0])
# --- cell ---
h = x + shift
for kind in cfg.values():
    match kind:
        case "relu" | "elu":
            h = getattr(tf.nn, kind)(h)
        case "prelu":
            h = tf.maximum(h, 0.0) + slope * tf.minimum(h, 0.0)
        case "softplus":
            h = tf.math.softplus(h)
        case _:
            h = gain * h
out = tf.reduce_sum(h)
