# source: constructed (self-distillation written with keras.ops)
# target: loss
# sources: online_kernel, momentum_kernel
# expect: {"online_kernel": "ok", "momentum_kernel": "stop_gradient"}
# culprit: {"momentum_kernel": 2}
# notes: keras.ops.stop_gradient is the same cut under another name.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
online, momentum = keras.layers.Dense(3), keras.layers.Dense(3)
a, b = np.random.default_rng(0).normal(size=(2, 4, 5)).astype("float32")
online(a); momentum(b)
online_kernel, momentum_kernel = online.kernel, momentum.kernel
# --- cell ---
p = keras.ops.normalize(online(a), axis=1)
z = keras.ops.stop_gradient(keras.ops.normalize(momentum(b), axis=1))
loss = -keras.ops.mean(keras.ops.sum(p * z, axis=1))
