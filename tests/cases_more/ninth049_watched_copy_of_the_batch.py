# source: https://github.com/tensorflow/tensorflow/issues/36596
# target: prediction
# sources: x_t, kernel
# options: --watch x_t
# expect: {"x_t": "wrong_object", "kernel": "ok"}
# culprit: {"x_t": 1}
# notes: A tensor was made from the array and watched, but the model is called with the array.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5, activation="swish"), keras.layers.Dense(1)])
kernel = model.layers[0].kernel
x_np = np.random.default_rng(0).normal(size=(6, 3)).astype("float32")
mean, std = x_np.mean(axis=0), x_np.std(axis=0)
scaler = lambda batch: (batch - mean) / std
x_t = tf.convert_to_tensor(x_np)
# --- cell ---
prediction = model(scaler(x_np))
