# source: constructed on a guide
# target: loss
# sources: ids, kernel, lens
# expect: {"ids": "integer_dtype", "kernel": "ok", "lens": "integer_dtype"}
# notes: Integer ids go through an Embedding layer with mask; lengths through sequence_mask.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(3)
emb = keras.layers.Embedding(5, 2)
emb(np.array([[0]]))
ids = tf.Variable([[1, 2, 0], [3, 4, 4]])
lens = tf.Variable([2, 3])
kernel = emb.embeddings
# --- cell ---
vec = emb(ids)
mask = tf.sequence_mask(lens, 3, dtype=tf.float32)
mean = tf.reduce_sum(vec * mask[..., None], 1) / tf.reduce_sum(mask, 1, keepdims=True)
loss = tf.reduce_sum(mean ** 2)
