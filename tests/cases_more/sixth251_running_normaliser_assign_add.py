# source: constructed on a guide
# target: loss
# sources: w, total, momentum
# expect: {"w": "ok", "total": "stateful_op", "momentum": "stateful_op"}
# culprit: {"total": 2, "momentum": 2}
# notes: The running mean is updated with an assign that uses momentum; the loss reads it afterwards.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([0.5, 1.5])
momentum = tf.Variable(0.9)
total = tf.Variable([1.0, 1.0])
running = tf.Variable([0.0, 0.0], trainable=False)
x = tf.constant([[1.0, 2.0], [3.0, 5.0]])
# --- cell ---
act = x * w
running.assign_add(total * (1.0 - momentum) * tf.stop_gradient(tf.reduce_mean(act, axis=0)))
centred = act - running
loss = tf.reduce_mean(tf.square(centred))
