# source: constructed on a guide
# target: total
# sources: gain, drift, setp
# expect: {"gain": "ok", "drift": "left_tensorflow", "setp": "ok"}
# culprit: {"drift": 6}
# notes: A generator-based filter receives values by send and yields floats scaled with drift.
# --- setup ---
import numpy as np
import tensorflow as tf
gain, drift, setp = tf.Variable(0.5), tf.Variable(0.1), tf.Variable(1.0)
# --- cell ---
def integrator():
    level, yield_value = 0.0, 0.0
    while True:
        err = yield yield_value
        level = 0.9 * level + float(err)
        yield_value = float(drift) * level

box = integrator()
next(box)
pos, total = tf.constant(0.0), 0.0
for _ in range(4):
    err = setp - pos
    pos = pos + gain * err + box.send(err)
    total += err ** 2
