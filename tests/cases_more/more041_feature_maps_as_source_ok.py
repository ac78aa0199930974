# source: constructed (class activation map, source is an intermediate)
# target: class_score
# sources: maps, kernel
# expect: {"maps": "ok", "kernel": "ok"}
# notes: The feature maps are a plain tensor that nobody watched, yet they were computed from a watched kernel, so the tape knows them (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
extractor = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Conv2D(3, 3, activation="relu")])
head = keras.Sequential([keras.Input((4, 4, 3)), keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(4)])
kernel = extractor.layers[0].kernel
x = tf.constant(np.random.default_rng(0).random((1, 6, 6, 1)).astype("float32"))
# --- cell ---
maps = extractor(x)
logits = head(maps)
best = int(tf.argmax(logits[0]))
class_score = logits[0, best]
