# source: constructed on a guide
# target: out
# sources: scale, bias
# expect: {"scale": "left_tensorflow", "bias": "ok"}
# culprit: {"scale": 1}
# notes: A Keras initializer takes the float of scale.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
scale, bias = tf.Variable(0.7), tf.Variable([0.1, 0.2])
x = tf.constant([[1.0, -1.0]])
# --- cell ---
init = keras.initializers.RandomNormal(stddev=scale.numpy(), seed=3)
kernel = init((2, 2))
out = tf.reduce_sum(tf.tanh(x @ kernel + bias))
