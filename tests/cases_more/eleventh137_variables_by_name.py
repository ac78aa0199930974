# source: constructed (code as an engineer structures it)
# target: loss
# sources: first_kernel, first_bias, second_kernel, second_bias
# expect: {"first_kernel": "not_connected", "first_bias": "not_connected", "second_kernel": "ok", "second_bias": "ok"}
# notes: The weights are collected in a dict by variable.name; all Keras kernels are called 'kernel' and all biases 'bias', so the last layer's replace the first one's.
# --- setup ---
import keras
import numpy as np
import tensorflow as tf

keras.utils.set_random_seed(0)
net = keras.Sequential([
    keras.Input((3,)),
    keras.layers.Dense(3, name="first"),
    keras.layers.Dense(3, name="second"),
])
first_kernel, first_bias = net.get_layer("first").kernel, net.get_layer("first").bias
second_kernel, second_bias = net.get_layer("second").kernel, net.get_layer("second").bias
x = tf.constant(np.random.default_rng(0).random((4, 3)).astype("float32"))
# --- cell ---
weights = {v.name: v for v in net.trainable_variables}
h = x
for _ in net.layers:
    h = tf.tanh(tf.matmul(h, weights["kernel"]) + weights["bias"])
loss = tf.reduce_mean(h ** 2)
