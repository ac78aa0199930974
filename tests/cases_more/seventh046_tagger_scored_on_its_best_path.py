# source: https://github.com/tensorflow/tensorflow/issues/43258
# target: loss
# sources: embedding, forward_kernel, transitions, start
# expect: {"embedding": "registered_not_differentiable", "forward_kernel": "registered_not_differentiable", "transitions": "ok", "start": "registered_not_differentiable"}
# culprit: {"embedding": 3, "forward_kernel": 3, "start": 3}
# notes: A loss without labels: the predicted tags (argmax) are looked up in the transition table, so only the table learns.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(19)
rng = np.random.default_rng(19)
embedding = tf.Variable(rng.normal(size=(10, 4)).astype("float32"))
lstm = keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences=True))
tag = keras.layers.Dense(5)
transitions = tf.Variable(rng.normal(size=(5, 5)).astype("float32"))
start = tf.Variable(rng.normal(size=(5,)).astype("float32"))
words = tf.constant([[1, 4, 2, 8], [3, 3, 0, 9]])
tag(lstm(tf.gather(embedding, words)))
forward_kernel = lstm.forward_layer.cell.kernel
# --- cell ---
hidden = lstm(tf.gather(embedding, words))
emissions = tag(hidden) + start
best = tf.argmax(emissions, axis=-1)
pairs = tf.stack([best[:, :-1], best[:, 1:]], axis=-1)
path_score = tf.reduce_sum(tf.gather_nd(transitions, pairs), axis=1)
loss = -tf.reduce_mean(path_score - tf.reduce_logsumexp(transitions))
