# source: constructed on a guide
# target: sim
# sources: emb, proj
# expect: {"emb": "left_tensorflow", "proj": "ok"}
# culprit: {"emb": 2}
# notes: The embeddings are pickled to bytes and restored as an array.
# --- setup ---
import numpy as np
import tensorflow as tf
import pickle
emb = tf.Variable([[1.0, 2.0], [0.5, -0.5]])
proj = tf.Variable([[0.2, 0.1], [0.0, 0.4]])
# --- cell ---
norm = tf.linalg.l2_normalize(emb, axis=1)
blob = pickle.dumps(norm.numpy())
restored = pickle.loads(blob)
z = restored @ proj
sim = tf.reduce_sum(z[0] * z[1])
