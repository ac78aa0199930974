# source: constructed (Keras variable watched by hand)
# target: loss
# sources: kernel, scale
# options: --no-watch-accessed --watch scale
# expect: {"kernel": "ok", "scale": "ok"}
# notes: Automatic watching is off, but the TensorFlow variable inside the Keras variable is watched explicitly (no false alarm).
# --- setup ---
import tensorflow as tf

import keras
layer = keras.layers.Dense(2, use_bias=False)
x = tf.constant([[1.0, -1.0, 0.5]])
layer(x)
scale = tf.Variable(2.0)
kernel = layer.kernel.value
# --- cell ---
tape.watch(layer.kernel.value)
loss = scale * tf.reduce_sum(layer(x) ** 2)
