# source: constructed (F1 score as a loss in a helper)
# target: loss
# sources: kernel, bias
# expect: {"kernel": "registered_not_differentiable", "bias": "registered_not_differentiable"}
# culprit: {"kernel": 2, "bias": 2}
# notes: The helper was a metric at first and rounds the probabilities.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
layer = keras.layers.Dense(1, activation="sigmoid")
x = tf.constant(np.random.default_rng(0).normal(size=(6, 3)).astype("float32"))
y = tf.constant([[0.0], [1.0], [1.0], [0.0], [1.0], [0.0]])
layer(x)
kernel, bias = layer.kernel, layer.bias
def f1(y_true, y_pred):
    y_pred = keras.ops.round(y_pred)
    tp = tf.reduce_sum(y_true * y_pred)
    return 2.0 * tp / (tf.reduce_sum(y_true) + tf.reduce_sum(y_pred) + 1e-7)
# --- cell ---
y_pred = layer(x)
loss = 1.0 - f1(y, y_pred)
