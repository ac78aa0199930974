# source: constructed (model.input named as the source)
# target: score
# sources: symbolic, kernel
# expect: {"symbolic": "wrong_object", "kernel": "ok"}
# culprit: {"symbolic": 1}
# notes: A Keras input is a placeholder for building the model, not the batch that was fed; tape.gradient raises AttributeError for it.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
symbolic, kernel = model.inputs[0], model.layers[-1].kernel
batch = np.random.default_rng(0).normal(size=(4, 3)).astype("float32")
# --- cell ---
logits = model(batch)
score = tf.reduce_sum(logits[:, 1])
