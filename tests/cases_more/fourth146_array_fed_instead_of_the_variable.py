# source: constructed
# target: score
# sources: pic, kernel
# expect: {"pic": "wrong_object", "kernel": "ok"}
# culprit: {"pic": 2}
# notes: The pixels were put into a variable, but the network is called with the array.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
net = keras.layers.Dense(2, activation="tanh")
pixels = np.random.default_rng(0).random((1, 5)).astype("float32")
net(pixels)
kernel = net.kernel
# --- cell ---
pic = tf.Variable(pixels)
maps = net(pixels)
score = maps[0, 1]
