# source: constructed on a guide
# target: chi2
# sources: energy, yield_, eff
# expect: {"energy": "left_tensorflow", "yield_": "ok", "eff": "ok"}
# culprit: {"energy": 3}
# notes: A host histogram is filled bin by bin in a loop.
# --- setup ---
import numpy as np
import tensorflow as tf
energy = tf.Variable([0.2, 1.4, 1.6, 2.8, 0.9])
yield_ = tf.Variable([1.0, 2.0, 1.5])
eff = tf.Variable(0.8)
# --- cell ---
hist = np.zeros(3, dtype=np.float32)
for e in energy:
    hist[int(e)] += 1.0
expected = eff * yield_
chi2 = tf.reduce_sum((hist - expected) ** 2 / expected)
