# source: constructed (keras.Variable with trainable=False)
# target: loss
# sources: scale, shift
# expect: {"scale": "not_trainable", "shift": "ok"}
# notes: Both are Keras variables; one of them was declared as a constant of the layer.
# --- setup ---
import tensorflow as tf

import keras
scale = keras.Variable([2.0, 3.0], trainable=False)
shift = keras.Variable([0.5, 0.5])
x = tf.constant([1.0, -1.0])
# --- cell ---
y = keras.ops.add(keras.ops.multiply(x, scale), shift)
loss = tf.reduce_sum(y ** 2)
