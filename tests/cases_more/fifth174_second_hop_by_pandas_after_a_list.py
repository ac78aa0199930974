# source: https://github.com/tensorflow/tensorflow/issues/30190
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 4}
# notes: Losses become numbers one by one, then a pandas mean.
# --- setup ---
import pandas as pd
import tensorflow as tf
w, b = tf.Variable([0.5, 1.0, 2.0]), tf.Variable(0.3)
def smooth(values):
    return pd.Series(values).ewm(alpha=0.5).mean().iloc[-1]
# --- cell ---
errors = tf.square(w - 1.0)
values = []
for e in errors:
    values.append(e.numpy())
trend = smooth(values)
loss = trend * b + b ** 2
