# source: constructed on a guide
# target: margin
# sources: weights, feats, bins
# expect: {"weights": "ok", "feats": "not_watched", "bins": "integer_dtype"}
# notes: A class with __getitem__ and __len__ hides a gather by integer bins.
# --- setup ---
import numpy as np
import tensorflow as tf
weights = tf.Variable([0.2, 0.4, -0.1, 0.8])
feats = tf.constant([1.0, 2.0, 3.0])
bins = tf.Variable([0, 3, 1])
# --- cell ---
class View:
    __slots__ = ("table", "index")
    def __init__(self, table, index):
        self.table, self.index = table, index
    def __len__(self):
        return int(self.index.shape[0])
    def __getitem__(self, i):
        return self.table[self.index[i]]
view = View(weights, bins)
parts = [view[i] * feats[i] for i in range(len(view))]
margin = tf.nn.softplus(-sum(parts))
