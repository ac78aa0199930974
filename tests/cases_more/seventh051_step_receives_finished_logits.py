# source: https://github.com/tensorflow/tensorflow/issues/28836
# target: loss
# sources: conv_kernel, temperature, margin
# expect: {"conv_kernel": "computed_before_tape", "temperature": "ok", "margin": "ok"}
# culprit: {"conv_kernel": 1}
# notes: The training step is handed logits that were computed when the data was prepared.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(24)
cnn = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Conv2D(2, 3), keras.layers.Flatten(), keras.layers.Dense(3)])
conv_kernel = cnn.layers[0].kernel
temperature, margin = tf.Variable(2.0), tf.Variable([0.0, 0.1, 0.2])
images = np.random.default_rng(24).random((4, 6, 6, 1)).astype("float32")
labels = tf.constant([0, 2, 1, 1])
logits = cnn(images)
def step(scores, truth):
    shifted = scores / temperature - margin * tf.one_hot(truth, 3)
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=truth, logits=shifted))
# --- cell ---
loss = step(logits, labels)
accuracy = float(tf.reduce_mean(tf.cast(tf.argmax(logits, -1) == tf.cast(labels, tf.int64), tf.float32)))
