# source: constructed (fine-tuning with a frozen layer)
# target: loss
# sources: frozen_kernel, head_kernel
# expect: {"frozen_kernel": "ok", "head_kernel": "ok"}
# notes: trainable = False takes the weights out of trainable_variables, but a tape still records the use of a layer that was built before (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
backbone, head = keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)
x = tf.constant(np.random.default_rng(0).normal(size=(5, 3)).astype("float32"))
head(backbone(x))
backbone.trainable = False
frozen_kernel, head_kernel = backbone.kernel, head.kernel
# --- cell ---
loss = tf.reduce_mean(tf.square(head(backbone(x)) - 1.0))
