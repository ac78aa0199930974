# source: constructed on a guide
# target: loss
# sources: w, boost
# expect: {"w": "ok", "boost": "left_tensorflow"}
# culprit: {"boost": 1}
# notes: A learning rate schedule is built with a Python float of boost and called in the update.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
w, boost = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
x = tf.constant([0.3, 0.4])
# --- cell ---
sched = keras.optimizers.schedules.ExponentialDecay(boost.numpy().item(), 10, 0.9)
g = 2.0 * w * x
w_new = w - sched(5) * g
loss = tf.reduce_sum(w_new ** 2)
