# source: https://github.com/tensorflow/tensorflow/issues/28966
# target: loss
# sources: edge_values, bias, dense_part
# expect: {"edge_values": "computed_before_tape", "bias": "ok", "dense_part": "ok"}
# culprit: {"edge_values": 2}
# notes: The SparseTensor kernel is assembled in build(), which converts the variable to a tensor there and then.
# --- setup ---
import numpy as np
import tensorflow as tf

IDX = [[0, 1], [1, 0], [2, 2]]
class GraphConv:
    built = False
    def build(self):
        self.edge_values = tf.Variable([0.3, -0.4, 1.1])
        self.bias = tf.Variable(tf.zeros([4]))
        self.kernel = tf.SparseTensor(IDX, tf.convert_to_tensor(self.edge_values), [3, 3])
        self.built = True
    def __call__(self, inputs):
        if not self.built:
            self.build()
        return tf.sparse.sparse_dense_matmul(self.kernel, inputs) + self.bias

nodes = tf.constant(np.random.default_rng(0).normal(size=(3, 2)).astype("float32"))
dense_part = tf.Variable(np.random.default_rng(1).normal(size=(2, 4)).astype("float32"))
layer = GraphConv()
layer(nodes @ dense_part)
edge_values, bias = layer.edge_values, layer.bias
# --- cell ---
hidden = tf.nn.relu(nodes @ dense_part)
loss = tf.reduce_mean(tf.square(layer(hidden) - 1.0))
