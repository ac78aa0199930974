# source: https://github.com/keras-team/keras/issues/12521
# target: loss
# sources: kernel, mixing, adjacency, features
# expect: {"kernel": "ok", "mixing": "not_connected", "adjacency": "ok", "features": "not_watched"}
# culprit: {"mixing": 2}
# notes: The layer builds two weights and multiplies by one; the degree of every node is counted (an integer) although the adjacency itself stays in the product.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(16)
class GraphConv(keras.layers.Layer):
    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[0][-1], 3), name="kernel")
        self.mixing = self.add_weight(shape=(3, 3), name="mixing")
    def call(self, inputs):
        nodes, adj = inputs
        av = tf.matmul(adj, nodes)
        degree = tf.math.count_nonzero(adj, axis=1, keepdims=True, dtype=tf.float32)
        out = tf.matmul(av / degree, self.kernel)
        return tf.nn.relu(out)
adjacency = tf.Variable([[1.0, 0.5, 0.0], [0.5, 1.0, 0.3], [0.0, 0.3, 1.0]])
features = tf.constant(np.random.default_rng(0).normal(size=(3, 2)).astype("float32"))
conv = GraphConv()
conv([features, adjacency])
kernel, mixing = conv.kernel, conv.mixing
# --- cell ---
hidden = conv([features, adjacency])
loss = tf.reduce_mean((hidden - 0.5) ** 2)
