# source: constructed
# target: loss
# sources: table, proj
# expect: {"table": "left_tensorflow", "proj": "ok"}
# culprit: {"table": 1}
# notes: The rows are picked from the NumPy copy of the table.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
emb = keras.layers.Embedding(7, 3)
emb.build((None,))
table = emb.embeddings
proj = tf.Variable([[0.3], [0.5], [-0.2]])
ids = np.array([[1, 2], [4, 4]])
# --- cell ---
rows = emb.embeddings.numpy()[ids]
pooled = rows.mean(axis=1)
loss = tf.reduce_sum((pooled @ proj) ** 2)
