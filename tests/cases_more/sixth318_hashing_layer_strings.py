# source: constructed on a guide
# target: loss
# sources: city, bins_w
# expect: {"city": "integer_dtype", "bins_w": "ok"}
# notes: The Hashing layer makes bins out of strings.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
hasher = keras.layers.Hashing(num_bins=5)
city = tf.Variable(["oslo", "rome"])
bins_w = tf.Variable([0.1, 0.2, 0.3, 0.4, 0.5])
# --- cell ---
code = hasher(city)
loss = tf.reduce_sum(tf.gather(bins_w, code) ** 2)
