# source: https://github.com/tensorflow/tensorflow/issues/58614
# target: share
# sources: kernel
# expect: {"kernel": "target_not_tensor"}
# culprit: {"kernel": 3}
# notes: A count of rows taken from the static shape: the loss is a plain Python float.
# --- setup ---
import tensorflow as tf
kernel = tf.Variable([[0.5], [-0.3]])
rows = tf.constant([[1.0, 0.2], [0.3, 2.0], [2.0, 1.0], [0.1, 0.1]])
# --- cell ---
prob = tf.sigmoid(rows @ kernel)
chosen = tf.where(prob[:, 0] > 0.5)
share = chosen.shape[0] / rows.shape[0]
