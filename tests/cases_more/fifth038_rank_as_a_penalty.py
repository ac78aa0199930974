# source: https://github.com/tensorflow/tensorflow/issues/25666
# target: loss
# sources: basis, w
# expect: {"basis": "integer_dtype", "w": "ok"}
# culprit: {"basis": 2}
# notes: matrix_rank counts singular values above a threshold: an integer.
# --- setup ---
import tensorflow as tf
basis = tf.Variable([[1.0, 0.2], [0.3, 0.9], [0.5, 0.5]])
w = tf.Variable([0.4, 0.6])
x = tf.constant([[1.0, 2.0]])
# --- cell ---
def complexity(matrix):
    rank = tf.linalg.matrix_rank(matrix)
    return tf.cast(rank, tf.float32)
fit = tf.reduce_sum(tf.square(x * w))
loss = fit + 0.1 * complexity(basis)
