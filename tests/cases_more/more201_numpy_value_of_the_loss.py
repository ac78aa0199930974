# source: constructed (loss.numpy() kept under the same name)
# target: loss
# sources: kernel, bias
# expect: {"kernel": "target_not_tensor", "bias": "target_not_tensor"}
# culprit: {"kernel": 2, "bias": 2}
# notes: The chained .numpy() makes the target a NumPy number.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
layer = keras.layers.Dense(2)
x = tf.constant(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
layer(x)
kernel, bias = layer.kernel, layer.bias
mse = keras.losses.MeanSquaredError()
# --- cell ---
pred = layer(x)
loss = mse(tf.zeros([4, 2]), pred).numpy()
