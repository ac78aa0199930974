# source: constructed (pretrained embedding layer)
# target: loss
# sources: table, kernel
# expect: {"table": "ok", "kernel": "ok"}
# notes: trainable=False is passed to the layer; it takes the table out of trainable_variables, but the variable inside is an ordinary one, which the tape watches (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
embedding = keras.layers.Embedding(8, 3, trainable=False)
dense = keras.layers.Dense(1)
ids = tf.constant([[1, 5, 2]])
dense(embedding(ids))
table, kernel = embedding.embeddings, dense.kernel
# --- cell ---
vectors = embedding(ids)
loss = tf.reduce_mean(dense(vectors) ** 2)
