# source: constructed (backend-neutral code that asks for an array)
# target: contrastive
# sources: left_kernel, right_kernel
# expect: {"left_kernel": "ok", "right_kernel": "left_tensorflow"}
# culprit: {"right_kernel": 2}
# notes: keras.ops.convert_to_numpy leaves the backend, and with it the tape.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
from keras import ops
keras.utils.set_random_seed(0)
left, right = keras.layers.Dense(3), keras.layers.Dense(3)
a, b = np.random.default_rng(0).normal(size=(2, 4, 5)).astype("float32")
left(a); right(b)
left_kernel, right_kernel = left.kernel, right.kernel
# --- cell ---
za = ops.normalize(left(a), axis=-1)
zb = ops.convert_to_numpy(ops.normalize(right(b), axis=-1))
similarity = ops.matmul(za, zb.T)
contrastive = -ops.mean(ops.diagonal(ops.log_softmax(similarity)))
