# source: https://github.com/keras-team/keras/issues/20274
# target: loss
# sources: kernel, bias
# expect: {"kernel": "ok", "bias": "ok"}
# notes: train_on_batch and predict stand in the cell, but the loss is computed by calling the model.
# --- setup ---
import numpy as np
import keras
import tensorflow as tf
keras.utils.set_random_seed(4)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="relu"), keras.layers.Dense(1)])
model.compile("sgd", "mse")
kernel, bias = model.layers[0].kernel, model.layers[1].bias
x = np.random.default_rng(0).random((6, 2)).astype("float32")
y = x.sum(axis=1, keepdims=True)
# --- cell ---
first = model.train_on_batch(x, y)
scores = model.predict(x, verbose=0)
residual = model(x, training=True) - y
loss = tf.reduce_mean(tf.square(residual))
print("before", float(first), "best", scores.max())
