# source: constructed (model.evaluate as the loss)
# target: loss
# sources: kernel
# expect: {"kernel": "target_not_tensor"}
# culprit: {"kernel": 1}
# notes: evaluate runs the data through the model and returns a Python number.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
kernel = model.layers[-1].kernel
x = np.random.default_rng(0).normal(size=(8, 3)).astype("float32")
y = x.sum(axis=1, keepdims=True)
# --- cell ---
loss = model.evaluate(x, y, verbose=0)
