# source: https://isolution.pro/ko/q/so78276241
# target: y_pred
# sources: X, table, lstm_kernel
# options: --watch X
# expect: {"X": "integer_dtype", "table": "ok", "lstm_kernel": "ok"}
# culprit: {"X": 1}
# notes: The word ids are cast to float so that they can be watched, but the embedding layer casts them back to integers.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(12)
net = keras.Sequential([keras.layers.Embedding(15, 4), keras.layers.LSTM(3), keras.layers.Dense(1, activation="sigmoid")])
ids = np.array([[1, 4, 7, 2], [3, 3, 9, 14]])
net(ids)
table, lstm_kernel = net.layers[0].embeddings, net.layers[1].cell.kernel
X = tf.cast(ids, tf.float32)
# --- cell ---
y_pred = net(X, training=False)
