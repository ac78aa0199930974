# source: constructed (augmented assignment on an ndarray with a tensor operand)
# target: total
# sources: drift, noise, gain
# expect: {"drift": "ok", "noise": "left_tensorflow", "gain": "ok"}
# culprit: {"noise": 2}
# notes: buf += tensor is handed to the tensor's __radd__ and rebinds buf to a tensor, so drift keeps its path; the slice assignment before it really writes numbers into the array.
# --- setup ---
import numpy as np
import tensorflow as tf

drift = tf.Variable([0.1, 0.4, -0.2, 0.9])
noise = tf.Variable([1.0, -1.0])
gain = tf.Variable(1.5)
base = np.linspace(0.0, 1.0, 4).astype("float32")
# --- cell ---
buf = np.array(base)
buf[:2] = noise
buf *= 0.5
buf += tf.math.cumsum(drift)
buf *= gain
total = tf.reduce_sum(buf * base)
