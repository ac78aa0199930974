# source: constructed on a guide
# target: loss
# sources: votes, weights, w
# expect: {"votes": "integer_dtype", "weights": "integer_dtype", "w": "ok"}
# notes: multi_hot / count encoding of integer votes with count weights; only the dense weights have gradients.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
votes = tf.Variable([[0, 1, 1], [2, 2, 0]])
weights = tf.Variable([[1, 2, 3], [1, 1, 1]])
w = tf.Variable([0.1, 0.2, 0.3])
enc = keras.layers.CategoryEncoding(num_tokens=3, output_mode="count")
# --- cell ---
onehot = enc(votes)
boost = tf.reduce_sum(tf.cast(weights, tf.float32), axis=1)
loss = tf.reduce_sum(tf.linalg.matvec(onehot, w) * boost)
