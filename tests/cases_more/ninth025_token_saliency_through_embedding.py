# source: https://github.com/tensorflow/tensorflow/issues/75351
# target: prob
# sources: ids, vectors, table
# options: --watch ids
# expect: {"ids": "integer_dtype", "vectors": "ok", "table": "ok"}
# culprit: {"ids": 1}
# notes: The word ids were typed as floats so that they could be watched; the Embedding layer casts them to integers. The vectors are the thing to differentiate.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
embed = keras.layers.Embedding(12, 4)
rnn = keras.layers.GRU(3)
out = keras.layers.Dense(1, activation="sigmoid")
ids = tf.constant([[3.0, 7.0, 1.0], [2.0, 2.0, 9.0]])
out(rnn(embed(ids)))
table = embed.embeddings
# --- cell ---
vectors = embed(ids)
state = rnn(vectors)
prob = out(state)
