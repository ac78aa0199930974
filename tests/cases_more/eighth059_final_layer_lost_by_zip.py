# source: constructed (layers and activations zipped)
# target: loss
# sources: w1, w2, w3, skip
# expect: {"w1": "ok", "w2": "ok", "w3": "not_connected", "skip": "ok"}
# culprit: {"w3": 2}
# notes: zip stops at the shorter list: there are three matrices but only two activations, so the last matrix is never applied.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(859)
w1, w2, w3 = (tf.Variable(rng.normal(size=(3, 3)).astype("float32")) for _ in range(3))
skip = tf.Variable(0.1)
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
h = x
for weight, act in zip((w1, w2, w3), [tf.tanh, tf.nn.relu]):
    h = act(h @ weight) + skip * h
loss = tf.reduce_mean((h - 1.0) ** 2)
