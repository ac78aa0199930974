# source: constructed on a guide
# target: loss
# sources: k, inp
# expect: {"k": "ok", "inp": "wrong_object"}
# notes: The symbolic Keras input is named as a source.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
inp = keras.Input((2,), batch_size=2)
mid = keras.layers.Dense(3, activation="tanh")(inp)
model = keras.Model(inp, keras.layers.Dense(1)(mid))
k = model.layers[1].kernel
x = tf.constant([[0.1, 0.2], [0.3, 0.4]])
# --- cell ---
pred = model(x)
loss = tf.reduce_mean(pred ** 2)
