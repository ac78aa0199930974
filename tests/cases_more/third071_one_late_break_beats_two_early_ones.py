# source: constructed (portfolio optimiser)
# target: utility
# sources: raw_w, risk
# expect: {"raw_w": "stop_gradient", "risk": "ok"}
# culprit: {"raw_w": 5}
# notes: The early way of the weights needs two repairs (round, then a float); the late one, the stopped turnover, needs one and is therefore the cause.
# --- setup ---
import numpy as np
import tensorflow as tf

raw_w = tf.Variable([0.3, 0.1, -0.2])
risk = tf.Variable(2.0)
mean = tf.constant([0.05, 0.02, 0.03])
old = tf.constant([0.3, 0.3, 0.4])
# --- cell ---
w = tf.nn.softmax(raw_w)
lots = tf.round(w * 100.0)
held = np.array(lots) / 100.0
gain = tf.reduce_sum(held * mean)
turnover = tf.reduce_sum(tf.abs(tf.stop_gradient(w) - old))
utility = gain - risk * 0.01 * turnover
