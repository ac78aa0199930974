# source: constructed on a guide
# target: loss
# sources: ages, emb_w, income
# expect: {"ages": "integer_dtype", "emb_w": "ok", "income": "ok"}
# culprit: {"ages": 1}
# notes: A Discretization layer turns ages into bucket ids before the embedding.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
bucket = keras.layers.Discretization(bin_boundaries=[18.0, 35.0, 60.0])
embed = keras.layers.Embedding(4, 2)
embed(np.array([0]))
ages = tf.Variable([12.0, 22.0, 70.0])
income = tf.Variable([1.0, 3.0, 2.0])
emb_w = embed.embeddings
# --- cell ---
ids = bucket(ages)
vec = embed(ids)
feat = tf.concat([vec, income[:, None]], axis=-1)
loss = tf.reduce_mean(tf.reduce_sum(feat ** 2, axis=-1))
