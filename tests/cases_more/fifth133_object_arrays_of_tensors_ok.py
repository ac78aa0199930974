# source: https://github.com/tensorflow/tensorflow/issues/61199
# target: loss
# sources: a, b, c
# expect: {"a": "ok", "b": "ok", "c": "ok"}
# notes: Arrays and series of dtype object hold the tensors themselves.
# --- setup ---
import numpy as np
import pandas as pd
import tensorflow as tf
a, b, c = tf.Variable(0.5), tf.Variable(2.0), tf.Variable(-1.0)
# --- cell ---
terms = np.array([tf.exp(a), tf.square(b)], dtype=object)
doubled = terms * 2.0
series = pd.Series([doubled[0], doubled[1], tf.abs(c)], dtype=object)
loss = terms.sum() + series.sum()
