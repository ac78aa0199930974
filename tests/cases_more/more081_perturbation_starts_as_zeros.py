# source: constructed (adversarial perturbation created in the cell)
# target: loss
# sources: delta, kernel
# expect: {"delta": "not_watched", "kernel": "ok"}
# culprit: {"delta": 1}
# notes: The perturbation is a plain tensor of zeros; only variables are watched by themselves.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
clf = keras.Sequential([keras.Input((5,)), keras.layers.Dense(8, activation="gelu"), keras.layers.Dense(3)])
kernel = clf.layers[1].kernel
x = tf.constant(np.random.default_rng(0).normal(size=(2, 5)).astype("float32"))
y = tf.constant([0, 2])
ce = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# --- cell ---
delta = tf.zeros_like(x)
adversarial = tf.clip_by_value(x + delta, -3.0, 3.0)
loss = -ce(y, clf(adversarial))
