# source: https://github.com/keras-team/tf-keras/issues/52
# target: objective
# sources: kernel, l2
# expect: {"kernel": "registered_not_differentiable", "l2": "ok"}
# culprit: {"kernel": 2}
# notes: The metric function (not the Metric object) is used as the loss: arg-max and equality, no gradient.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(5)
net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="softmax")])
kernel = net.weights[0]
l2 = tf.Variable(1e-2)
data = np.random.default_rng(0).normal(size=(6, 3)).astype("float32")
targets = tf.one_hot([0, 1, 2, 3, 0, 1], 4)
# --- cell ---
probs = net(data)
hits = keras.metrics.categorical_accuracy(targets, probs)
objective = (1.0 - tf.reduce_mean(hits)) + l2 ** 2
