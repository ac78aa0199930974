# source: constructed (class activation map with two forward passes)
# target: class_score
# sources: maps, kernel
# expect: {"maps": "not_connected", "kernel": "ok"}
# culprit: {"maps": 3}
# notes: The maps come from a forward pass of their own; the score is computed by the whole model again and does not use them.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Conv2D(3, 3, activation="relu"),
                          keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(4)])
extractor = keras.Model(model.inputs, model.layers[0].output)
kernel = model.layers[0].kernel
x = tf.constant(np.random.default_rng(0).random((1, 6, 6, 1)).astype("float32"))
# --- cell ---
maps = extractor(x)
logits = model(x)
class_score = logits[0, 2]
