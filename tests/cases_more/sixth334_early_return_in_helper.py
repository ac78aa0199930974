# source: constructed on a guide
# target: out
# sources: w, big, thr
# expect: {"w": "ok", "big": "not_taken_branch", "thr": "registered_not_differentiable"}
# culprit: {"big": 3, "thr": 3}
# notes: A helper returns early; the threshold decides.
# --- setup ---
import numpy as np
import tensorflow as tf
w, big, thr = tf.Variable(0.4), tf.Variable(7.0), tf.Variable(1.0)
# --- cell ---
def respond(x):
    y = w * x
    if y < thr:
        return y
    return y + big * (y - thr) ** 2

out = tf.exp(respond(tf.constant(2.0)))
