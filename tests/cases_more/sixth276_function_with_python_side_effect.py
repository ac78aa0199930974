# source: constructed on a guide
# target: second
# sources: a, gain
# expect: {"a": "ok", "gain": "not_connected"}
# culprit: {"gain": 2}
# notes: The Python global was read at trace time: the retraced value is the earlier one, a constant.
# --- setup ---
import numpy as np
import tensorflow as tf
a = tf.Variable([1.0, 2.0])
gain = tf.Variable(3.0)
settings = {"gain": 2.0}

@tf.function
def amplify(v):
    return settings["gain"] * v

first = amplify(a)
settings["gain"] = gain
# --- cell ---
boosted = amplify(a)
second = tf.reduce_sum(boosted ** 2)
