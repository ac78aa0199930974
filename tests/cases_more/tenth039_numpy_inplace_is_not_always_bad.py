# source: constructed
# target: sse
# sources: slope, quad, offset
# expect: {"slope": "ok", "quad": "left_tensorflow", "offset": "ok"}
# culprit: {"quad": 2}
# notes: resid -= tensor rebinds resid to a tensor (fine), but a slice assignment into an array copies numbers.
# --- setup ---
import numpy as np
import tensorflow as tf

xs = np.linspace(-1, 1, 10).astype("float32")
ys = (0.3 + 2 * xs - xs ** 2).astype("float32")
slope = tf.Variable(1.0)
quad = tf.Variable(-0.5)
offset = tf.Variable(0.0)
# --- cell ---
curved = np.empty_like(xs)
curved[:] = quad * xs ** 2
resid = ys.copy()
resid -= curved
resid -= slope * xs
resid = resid - offset
sse = tf.reduce_sum(resid ** 2)
