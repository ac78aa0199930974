# source: constructed
# target: loss
# sources: kernel, extra
# expect: {"kernel": "target_not_tensor", "extra": "target_not_tensor"}
# culprit: {"kernel": 2, "extra": 2}
# notes: train_on_batch returns a number.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
model.compile("sgd", "mse", run_eagerly=True)
kernel, extra = model.layers[0].kernel, tf.Variable(0.1)
x, y = np.ones((4, 2), "float32"), np.zeros((4, 1), "float32")
# --- cell ---
before = model(x)
loss = model.train_on_batch(x, y)
