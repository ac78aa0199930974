# source: constructed (numpy.vectorize around a scalar function)
# target: total
# sources: base, growth, periods, discount
# expect: {"base": "left_tensorflow", "growth": "left_tensorflow", "periods": "not_watched", "discount": "ok"}
# culprit: {"base": 1, "growth": 1}
# notes: np.vectorize calls the function with scalars and collects the results in an array: what is closed over is cut as well. The rates are a plain tensor that nobody watches.
# --- setup ---
import numpy as np
import tensorflow as tf

base, growth = tf.Variable(100.0), tf.Variable(0.05)
discount = tf.Variable(0.97)
periods = tf.constant([1.0, 2.0, 3.0])
@np.vectorize
def balance(n):
    return base * (1.0 + growth) ** n
# --- cell ---
ladder = balance([1.0, 2.0, 3.0]).astype("float32")
weights = discount ** periods
total = tf.reduce_sum(ladder * weights)
