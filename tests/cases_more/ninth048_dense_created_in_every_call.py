# source: https://github.com/keras-team/keras/issues/13976
# target: loss
# sources: trunk_kernel, proj_kernel
# expect: {"trunk_kernel": "ok", "proj_kernel": "wrong_object"}
# culprit: {"proj_kernel": 1}
# notes: The projection layer is constructed inside __call__, so each call has a fresh kernel; the handle belongs to the warm-up call.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)

class Block:
    def __init__(self):
        self.trunk = keras.layers.Dense(4, activation="gelu")
    def __call__(self, x):
        h = self.trunk(x)
        self.proj = keras.layers.Dense(2)
        return self.proj(h)

block = Block()
x = tf.constant(np.random.default_rng(0).random((5, 3)).astype("float32"))
block(x)
trunk_kernel, proj_kernel = block.trunk.kernel, block.proj.kernel
# --- cell ---
scores = block(x)
loss = tf.reduce_mean(tf.nn.log_softmax(scores)[:, 0])
