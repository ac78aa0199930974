# source: https://github.com/tensorflow/tensorflow/issues/30190
# target: distance
# sources: weights, bias, spread
# expect: {"weights": "left_tensorflow", "bias": "left_tensorflow", "spread": "ok"}
# culprit: {"weights": 5, "bias": 5}
# notes: Losses of the single examples are collected as Python floats to compare their distribution with a normal one.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
features = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
labels = tf.constant([0, 2, 1, 1, 0])
weights = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
bias = tf.Variable(tf.zeros([3]))
spread = tf.Variable(0.7)
loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
# --- cell ---
logits = features @ weights + bias
losses = []
for i in range(labels.shape[0]):
    one = loss_object(labels[i:i + 1], logits[i:i + 1])
    losses.append(float(one))
ordered = tf.sort(tf.convert_to_tensor(losses))
reference = spread * tf.math.ndtri(tf.linspace(0.1, 0.9, 5)) + 1.0
distance = tf.reduce_mean(tf.abs(ordered - reference))
