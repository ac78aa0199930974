# source: https://github.com/tensorflow/tensorflow/issues/30672
# target: loss
# sources: strength, kernel
# expect: {"strength": "stateful_op", "kernel": "ok"}
# culprit: {"strength": 1}
# notes: A learned augmentation strength is read in the map function of the data set, so its effect arrives through an iterator.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
strength = tf.Variable(0.2)
kernel = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
base = tf.data.Dataset.from_tensor_slices(rng.normal(size=(6, 4)).astype("float32"))
# --- cell ---
noisy = base.map(lambda row: row + strength * tf.sin(row))
terms = []
for rows in noisy.batch(3):
    terms.append(tf.reduce_mean(tf.nn.relu(rows @ kernel)))
loss = tf.add_n(terms) / len(terms)
