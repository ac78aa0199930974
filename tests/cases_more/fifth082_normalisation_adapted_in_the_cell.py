# source: https://github.com/tensorflow/tensorflow/issues/26404
# target: loss
# sources: stretch, kernel
# expect: {"stretch": "stateful_op", "kernel": "ok"}
# culprit: {"stretch": 1}
# notes: adapt() writes the statistics of the stretched data into the layer.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(9)
norm = keras.layers.Normalization()
dense = keras.layers.Dense(1)
raw = tf.constant([[1.0, 2.0], [3.0, 5.0], [0.0, 1.0]])
stretch = tf.Variable([1.0, 2.0])
dense(raw)
kernel = dense.kernel
# --- cell ---
norm.adapt(raw * stretch)
out = dense(norm(raw))
loss = tf.reduce_mean(out ** 2)
