# source: https://github.com/tensorflow/tensorflow/issues/36596
# target: loss
# sources: x, w
# expect: {"x": "left_tensorflow", "w": "ok"}
# culprit: {"x": 3}
# notes: A generator of array patches inside a comprehension.
# --- setup ---
import numpy as np
import tensorflow as tf
def patches(image, size):
    array = np.asarray(image)
    for i in range(0, array.shape[0], size):
        yield array[i : i + size]
x, w = tf.Variable(tf.reshape(tf.range(8.0), [4, 2])), tf.Variable([[1.0], [0.5]])
# --- cell ---
scores = [
    tf.reduce_mean(patch @ w)
    for patch in patches(tf.sqrt(x + 1.0), 2)
]
loss = tf.reduce_max(tf.stack(scores))
