# source: constructed on a guide
# target: loss
# sources: orig, rebuilt
# expect: {"orig": "wrong_object", "rebuilt": "ok"}
# culprit: {"orig": 1}
# notes: Layer.from_config builds a second layer in the setup; the loss uses it.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(1)
dense = keras.layers.Dense(2, kernel_initializer="glorot_uniform")
dense.build((None, 3))
twin = keras.layers.Dense.from_config(dense.get_config())
twin.build((None, 3))
twin.set_weights(dense.get_weights())
orig, rebuilt = dense.kernel, twin.kernel
x = tf.constant([[1.0, 0.5, -1.0]])
# --- cell ---
h = tf.nn.relu(twin(x))
loss = tf.reduce_sum(h)
