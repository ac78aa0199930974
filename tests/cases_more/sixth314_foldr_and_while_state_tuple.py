# source: constructed on a guide
# target: out
# sources: seq, w, cap, off
# expect: {"seq": "ok", "w": "ok", "cap": "registered_not_differentiable", "off": "stop_gradient"}
# culprit: {"cap": 1, "off": 2}
# notes: foldr with a min against a floored cap and a detached offset.
# --- setup ---
import numpy as np
import tensorflow as tf
seq = tf.Variable([0.5, 0.7, 0.2])
w = tf.Variable(0.9)
cap = tf.Variable(1.3)
off = tf.Variable(0.05)
# --- cell ---
top = tf.floor(cap)
still = tf.stop_gradient(off)

def fold(acc, v):
    return tf.minimum(acc * w + v, top) + still

out = tf.square(tf.foldr(fold, seq, initializer=tf.constant(0.0)))
