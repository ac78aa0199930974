# source: constructed (Keras test_on_batch inside a tape)
# target: loss
# sources: kernel, bias, weight
# expect: {"kernel": "target_not_tensor", "bias": "target_not_tensor", "weight": "target_not_tensor"}
# culprit: {"kernel": 2, "bias": 2, "weight": 2}
# notes: test_on_batch returns a Python number, and adding numbers to it does not make a tensor of it.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(855)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile("sgd", "mse", run_eagerly=True)
kernel, bias = model.layers[0].kernel, model.layers[0].bias
weight = tf.Variable(0.5)
rng = np.random.default_rng(855)
x, y = rng.normal(size=(6, 3)).astype("float32"), rng.normal(size=(6, 1)).astype("float32")
# --- cell ---
data_term = model.test_on_batch(x, y)
loss = data_term + 0.01 * float(weight)
