# source: constructed on a guide
# target: cost
# sources: w, alt, bias, spare
# expect: {"w": "ok", "alt": "not_taken_branch", "bias": "ok", "spare": "not_taken_branch"}
# culprit: {"alt": 1, "spare": 2}
# notes: A conditional expression and a dict.get default, neither alternative is used.
# --- setup ---
import numpy as np
import tensorflow as tf
w, alt = tf.Variable([1.0, 3.0]), tf.Variable([2.0, 2.0])
bias, spare = tf.Variable(0.5), tf.Variable(0.0)
opts = {"robust": False, "bias": bias}
# --- cell ---
coef = alt if opts["robust"] else w
b = opts["bias"] if "bias" in opts else spare
cost = tf.reduce_mean(tf.abs(coef - 2.5)) + b ** 2
