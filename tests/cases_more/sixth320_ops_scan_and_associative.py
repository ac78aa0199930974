# source: constructed on a guide
# target: y
# sources: xs, decay, cut
# expect: {"xs": "ok", "decay": "ok", "cut": "registered_not_differentiable"}
# culprit: {"cut": 2}
# notes: keras.ops.scan with a comparison with cut in its body.
# --- setup ---
import numpy as np
import tensorflow as tf
from keras import ops
xs = tf.Variable([0.3, 0.8, 0.1])
decay = tf.Variable(0.9)
cut = tf.Variable(0.5)
# --- cell ---
def leak(carry, x):
    spike = ops.cast(carry > cut, "float32")
    carry = decay * carry + x - spike
    return carry, carry

last, trace = ops.scan(leak, init=tf.constant(0.0), xs=xs)
y = ops.mean(trace) + ops.square(last)
