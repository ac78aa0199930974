# source: https://github.com/tensorflow/tensorflow/issues/6998
# target: M
# sources: v
# expect: {"v": "target_not_tensor"}
# culprit: {"v": 3}
# notes: A SparseTensor is not supported as target.
# --- setup ---
import tensorflow as tf
v = tf.Variable([0.5, 1.5, 2.5])
# --- cell ---
def adjacency(values):
    return tf.SparseTensor([[0, 1], [1, 2], [2, 0]], values, [3, 3])
M = adjacency(tf.nn.sigmoid(v))
