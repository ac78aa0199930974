# source: constructed (saliency map of a classifier)
# target: top_score
# sources: image, kernel
# expect: {"image": "not_watched", "kernel": "ok"}
# culprit: {"image": 1}
# notes: The pixels become a tensor inside the cell, but nobody calls tape.watch on it; the kernel is a variable and is fine.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(1)
net = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Conv2D(2, 3, activation="relu"),
                        keras.layers.Flatten(), keras.layers.Dense(4)])
kernel = net.layers[0].kernel
pixels = np.random.default_rng(3).random((1, 6, 6, 1)).astype("float32")
# --- cell ---
image = tf.convert_to_tensor(pixels)
scores = net(image)
top_score = tf.reduce_max(scores[0])
