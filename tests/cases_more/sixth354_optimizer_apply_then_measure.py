# source: constructed on a guide
# target: val
# sources: w, start, lrv
# expect: {"w": "ok", "start": "stateful_op", "lrv": "left_tensorflow"}
# culprit: {"start": 1, "lrv": 2}
# notes: An SGD step by a Keras optimizer built with float(lrv); w was initialised from start in the cell.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
start = tf.Variable([2.0, -1.0])
w = tf.Variable([0.0, 0.0])
lrv = tf.Variable(0.1)
# --- cell ---
w.assign(start)
opt = keras.optimizers.SGD(learning_rate=float(lrv))
with tf.GradientTape() as inner:
    cost = tf.reduce_sum(w ** 2)
opt.apply_gradients([(inner.gradient(cost, w), w)])
val = tf.reduce_sum(tf.abs(w))
