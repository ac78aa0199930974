# source: constructed (keras.metrics.binary_accuracy used as a loss)
# target: loss
# sources: kernel, decay
# expect: {"kernel": "registered_not_differentiable", "decay": "ok"}
# culprit: {"kernel": 2}
# notes: The function thresholds the predictions and compares them with the labels.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
layer = keras.layers.Dense(1, activation="sigmoid")
x = tf.constant(np.random.default_rng(0).normal(size=(6, 3)).astype("float32"))
y = tf.constant([[0.0], [1.0], [1.0], [0.0], [1.0], [0.0]])
layer(x)
kernel, decay = layer.kernel, tf.Variable(0.01)
# --- cell ---
p = layer(x)
accuracy = keras.metrics.binary_accuracy(y, p)
loss = decay - tf.reduce_mean(accuracy)
