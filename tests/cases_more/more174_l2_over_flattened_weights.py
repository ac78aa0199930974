# source: constructed (weight decay over model.get_weights())
# target: decay
# sources: kernel, lam
# expect: {"kernel": "left_tensorflow", "lam": "ok"}
# culprit: {"kernel": 1}
# notes: get_weights returns arrays; model.trainable_variables was meant.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), keras.layers.Dense(1)])
kernel, lam = model.layers[0].kernel, tf.Variable(0.01)
# --- cell ---
flat = np.concatenate([w.ravel() for w in model.get_weights()])
decay = lam * tf.reduce_sum(flat ** 2)
