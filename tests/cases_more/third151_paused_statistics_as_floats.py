# source: constructed (batch normalisation by hand)
# target: loss
# sources: pre_w, gamma
# expect: {"pre_w": "left_tensorflow", "gamma": "ok"}
# culprit: {"pre_w": 5}
# notes: The scale statistic is computed in a pause and afterwards read as a float; the float is nearest the target, the pause the other break.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(6)
pre_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
gamma = tf.Variable(1.1)
calib = tf.constant(rng.normal(size=(8, 3)).astype("float32"))
x = tf.constant(rng.normal(size=(4, 1)).astype("float32"))
# --- cell ---
with tape.stop_recording():
    hidden = calib @ pre_w
    std = tf.math.reduce_std(hidden)
eps = 1e-3
factor = 1.0 / (float(std) + eps)
out = gamma * x * factor
loss = tf.reduce_mean(tf.math.softplus(out))
