# source: constructed (initializers of a layer that is built in the cell)
# target: loss
# sources: pattern, gain, x
# expect: {"pattern": "stateful_op", "gain": "ok", "x": "not_watched"}
# culprit: {"pattern": 2}
# notes: The layer copies the pattern into its own kernel when it is built; the gain that multiplies the result stays outside, and the inputs are a plain tensor.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

pattern = tf.Variable(np.linspace(-1.0, 1.0, 6, dtype="float32").reshape(2, 3))
gain, x = tf.Variable(1.5), tf.constant([[1.0, 2.0], [3.0, 4.0]])
def tied(shape, dtype=None):
    return tf.reshape(pattern, shape)
# --- cell ---
layer = keras.layers.Dense(3, use_bias=False, kernel_initializer=tied)
h = layer(x)
loss = tf.reduce_mean(keras.activations.softplus(gain * h))
