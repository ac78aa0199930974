# source: constructed (Keras user moving to a custom loop)
# target: loss
# sources: kernel, bias
# expect: {"kernel": "target_not_tensor", "bias": "target_not_tensor"}
# culprit: {"kernel": 3, "bias": 3}
# notes: test_on_batch returns a plain number, not a tensor.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(2)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
model.compile("sgd", "mse")
kernel, bias = model.layers[0].kernel, model.layers[0].bias
x = np.random.default_rng(0).normal(size=(4, 2)).astype("float32")
y = x.sum(1, keepdims=True)
# --- cell ---
pred = model(x)
spread = tf.math.reduce_std(pred)
loss = model.test_on_batch(x, y)
print("spread", spread.numpy())
