# source: constructed (Keras regulariser in a custom loop)
# target: loss
# sources: kernel, bias
# expect: {"kernel": "ok", "bias": "ok"}
# notes: The weight regulariser of Keras is evaluated when layer.losses is read, so it is on the tape even without a call (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(4)
layer = keras.layers.Dense(3, kernel_regularizer="l2", bias_regularizer="l1")
x = tf.constant(np.random.default_rng(0).normal(size=(5, 2)).astype("float32"))
layer(x)
kernel, bias = layer.kernel, layer.bias
bias.assign([0.1, 0.2, -0.1])
# --- cell ---
reg = tf.add_n(layer.losses)
biggest = int(np.argmax(np.abs(kernel.numpy())))
loss = 0.5 * reg + 1e-3
print("largest weight", biggest)
