# source: constructed (code as an engineer structures it)
# target: loss
# sources: low, mid, high, gear
# expect: {"low": "ok", "mid": "ok", "high": "ok", "gear": "integer_dtype"}
# notes: Inside a compiled function the branches that were not taken give gradients of zero, not None; the selector is an integer.
# --- setup ---
from functools import partial
import tensorflow as tf

low, mid, high = tf.Variable(0.5), tf.Variable(1.0), tf.Variable(2.0)
gear = tf.Variable(1, dtype=tf.int32)
table = [low, mid, high]

def ratio(var, x):
    return tf.tanh(var * x)

@tf.function
def drive(x):
    return tf.switch_case(tf.identity(gear), [partial(ratio, var, x) for var in table])
# --- cell ---
torque = drive(tf.constant([0.2, 0.9]))
loss = tf.reduce_sum(torque)
