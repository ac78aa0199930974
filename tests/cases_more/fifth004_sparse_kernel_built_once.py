# source: https://github.com/tensorflow/tensorflow/issues/28966
# target: loss
# sources: w, b
# expect: {"w": "computed_before_tape", "b": "ok"}
# culprit: {"w": 1}
# notes: The sparse matrix keeps the weights' values of the day it was built.
# --- setup ---
import tensorflow as tf
class SparseDense(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([0.5, -1.0, 0.25])
        self.b = tf.Variable([0.1, 0.2])
        self.kernel = tf.SparseTensor([[0, 0], [1, 1], [2, 0]], tf.convert_to_tensor(self.w), [3, 2])
    def __call__(self, x):
        return tf.transpose(tf.sparse.sparse_dense_matmul(self.kernel, x, adjoint_a=True, adjoint_b=True)) + self.b
layer = SparseDense()
w, b = layer.w, layer.b
states = tf.constant([[1.0, 2.0, 3.0], [0.5, 0.1, -1.0]])
goal = tf.zeros([2, 2])
# --- cell ---
q = layer(states)
loss = tf.reduce_mean(tf.square(q - goal))
