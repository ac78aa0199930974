# source: constructed (penalty on the moving mean of batch normalisation)
# target: penalty
# sources: kernel, moving_mean
# expect: {"kernel": "stateful_op", "moving_mean": "not_trainable"}
# culprit: {"kernel": 2}
# notes: The layer updates its moving mean in training mode; the penalty reads the stored value.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
dense, bn = keras.layers.Dense(3), keras.layers.BatchNormalization(momentum=0.5)
x = tf.constant(np.random.default_rng(0).normal(1.0, 1.0, size=(6, 2)).astype("float32"))
bn(dense(x))
kernel, moving_mean = dense.kernel, bn.moving_mean
# --- cell ---
h = dense(x)
out = bn(h, training=True)
penalty = tf.reduce_sum(tf.square(bn.moving_mean))
