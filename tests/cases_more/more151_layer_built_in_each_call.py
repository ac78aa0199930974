# source: constructed (layer created inside the forward function)
# target: loss
# sources: kernel, out_w
# expect: {"kernel": "wrong_object", "out_w": "ok"}
# culprit: {"kernel": 1}
# notes: Each call makes a new Dense layer; the kernel that was kept belongs to an earlier call.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
made = []
def block(x):
    dense = keras.layers.Dense(3, activation="tanh", name="block")
    made.append(dense)
    return dense(x)
x = tf.constant(np.random.default_rng(0).normal(size=(4, 2)).astype("float32"))
block(x)
kernel = made[-1].kernel
out_w = tf.Variable([[1.0], [0.5], [-0.5]])
# --- cell ---
h = block(x)
loss = tf.reduce_mean((h @ out_w) ** 2)
