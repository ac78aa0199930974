# source: https://github.com/keras-team/keras/issues/14066
# target: loss
# sources: scale, gamma
# expect: {"scale": "left_tensorflow", "gamma": "ok"}
# culprit: {"scale": 2}
# notes: The layer is created in the cell, its gamma initialised with a number.
# --- setup ---
import keras
import tensorflow as tf
scale = tf.Variable(1.4)
x = tf.constant([[1.0, 2.0], [3.0, 7.0]])
# --- cell ---
def normaliser(initial):
    number = float(initial)
    return keras.layers.LayerNormalization(gamma_initializer=keras.initializers.Constant(number))
layer = normaliser(scale)
out = layer(x)
gamma = layer.gamma
loss = tf.reduce_sum(out ** 3)
