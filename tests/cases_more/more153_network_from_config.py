# source: constructed (target network made from the configuration)
# target: loss
# sources: main_kernel, used_bias
# expect: {"main_kernel": "wrong_object", "used_bias": "ok"}
# culprit: {"main_kernel": 1}
# notes: from_config makes new variables, and the loss is computed with them.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
main = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)])
twin = keras.Sequential.from_config(main.get_config())
twin.set_weights(main.get_weights())
main_kernel, used_bias = main.layers[0].kernel, twin.layers[-1].bias
x = tf.constant(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
# --- cell ---
value = twin(x)
loss = tf.reduce_mean((value - 1.0) ** 2)
