# source: constructed on a guide
# target: level
# sources: inflow, leak, alarm, start
# expect: {"inflow": "ok", "leak": "ok", "alarm": "ok", "start": "ok"}
# notes: A while loop with break in a tf.function; alarm only decides when to stop, and yet gets a gradient (zeros) as a captured loop value.
# --- setup ---
import numpy as np
import tensorflow as tf
inflow, leak, start = tf.Variable(0.7), tf.Variable(0.1), tf.Variable(0.2)
alarm = tf.Variable(3.0)
# --- cell ---
@tf.function(input_signature=[tf.TensorSpec([], tf.float32)] * 4)
def fill(level, q, k, stop_at):
    t = tf.constant(0)
    while t < 50:
        level = level + q - k * level
        if level > stop_at:
            break
        t += 1
    return level

level = fill(start, inflow, leak, alarm)
