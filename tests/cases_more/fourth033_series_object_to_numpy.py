# source: constructed
# target: loss
# sources: w, alpha
# expect: {"w": "left_tensorflow", "alpha": "ok"}
# culprit: {"w": 2}
# notes: A small pandas-like class keeps its data as an array; rolling() works on the array.
# --- setup ---
import numpy as np
import tensorflow as tf

class Series:
    def __init__(self, values):
        self.values = np.asarray(values)
    def rolling_mean(self, n):
        k = np.ones(n, "float32") / n
        return Series(np.convolve(self.values, k, mode="valid"))
    def to_numpy(self):
        return self.values
w = tf.Variable([0.5, 0.8])
alpha = tf.Variable(1.1)
x = tf.constant(np.random.default_rng(0).normal(size=(6, 2)).astype("float32"))
# --- cell ---
signal = tf.linalg.matvec(x, w)
smooth = Series(signal).rolling_mean(3)
loss = tf.reduce_mean((alpha * smooth.to_numpy() - 1.0) ** 2)
