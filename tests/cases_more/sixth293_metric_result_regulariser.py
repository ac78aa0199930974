# source: constructed on a guide
# target: objective
# sources: w, thresh
# expect: {"w": "ok", "thresh": "stateful_op"}
# culprit: {"thresh": 2}
# notes: A keras Mean metric collects a penalty of the threshold and its result is added to the loss.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
w = tf.Variable([0.2, 0.3])
thresh = tf.Variable(0.7)
m = keras.metrics.Mean(name="penalty")
x = tf.constant([1.0, 2.0])
# --- cell ---
m.reset_state()
m.update_state(tf.nn.l2_loss(thresh))
fit = tf.reduce_sum((w * x - 0.5) ** 2)
objective = fit + 0.1 * m.result()
