# source: https://github.com/tensorflow/tensorflow/issues/36596
# target: loss
# sources: prices, w
# expect: {"prices": "left_tensorflow", "w": "ok"}
# culprit: {"prices": 2}
# notes: Returns are computed with pandas.
# --- setup ---
import numpy as np
import pandas as pd
import tensorflow as tf
prices = tf.Variable([10.0, 11.0, 9.5, 12.0])
w = tf.Variable([0.2, 0.3, 0.5])
def returns_of(series):
    frame = pd.DataFrame({"price": series})
    return frame["price"].pct_change().dropna().to_numpy(dtype="float32")
# --- cell ---
smoothed = tf.sqrt(prices) ** 2
changes = returns_of(smoothed.numpy())
loss = -tf.reduce_sum(changes * w)
