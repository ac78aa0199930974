# source: constructed (contextlib.suppress)
# target: loss
# sources: kernel, gamma, slope
# expect: {"kernel": "ok", "gamma": "not_taken_branch", "slope": "ok"}
# culprit: {"gamma": 6}
# notes: The product of the second block has wrong shapes; the error is suppressed, so the penalty with gamma is never added.
# --- setup ---
from contextlib import suppress
import tensorflow as tf

kernel = tf.Variable([[0.2, 0.5, -0.3], [0.4, 0.1, 0.6]])
gamma, slope = tf.Variable(0.1), tf.Variable(0.2)
x = tf.constant([[1.0, 2.0]])
# --- cell ---
h = x @ kernel
loss = tf.reduce_mean(tf.maximum(h, slope * h))
with suppress(KeyError, ZeroDivisionError):
    loss = loss + slope / (1 + len({}))
with suppress(tf.errors.InvalidArgumentError, ValueError):
    gram = kernel @ kernel
    loss = loss + gamma * tf.reduce_sum(gram ** 2)
