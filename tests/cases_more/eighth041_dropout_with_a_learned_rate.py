# source: constructed (concrete dropout)
# target: loss
# sources: kernel, rate, threshold, warm
# expect: {"kernel": "ok", "rate": "ok", "threshold": "registered_not_differentiable", "warm": "ok"}
# culprit: {"threshold": 3}
# notes: tf.nn.dropout divides by one minus its rate, so the rate has a gradient although the mask has none; the hand-made mask below has only the comparison.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(841)
kernel = tf.Variable(rng.normal(size=(4, 6)).astype("float32"))
rate, threshold, warm = tf.Variable(0.3), tf.Variable(0.4), tf.Variable(0.5)
x = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
uniform = tf.constant(rng.random((5, 6)).astype("float32"))
# --- cell ---
h = tf.nn.relu(x @ kernel) + 0.1
library = tf.nn.dropout(h, rate=rate, seed=7)
keep = tf.cast(uniform > threshold, tf.float32)
by_hand = h * keep / 0.6
loss = tf.reduce_mean((warm * library + (1.0 - warm) * by_hand - 1.0) ** 2)
