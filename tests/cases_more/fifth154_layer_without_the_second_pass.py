# source: https://github.com/tensorflow/tensorflow/issues/48547
# target: loss
# sources: k1, k2, k3
# expect: {"k1": "ok", "k2": "not_connected", "k3": "ok"}
# culprit: {"k2": 2}
# notes: A slip in call(): the right branch is computed and never used.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(12)
class Siamese(keras.Model):
    def __init__(self):
        super().__init__()
        self.left = keras.layers.Dense(3, activation="tanh")
        self.right = keras.layers.Dense(3, activation="tanh")
        self.head = keras.layers.Dense(1)
    def call(self, pair):
        a, b = self.left(pair[0]), self.right(pair[1])
        return self.head(keras.ops.abs(a - a))
net = Siamese()
pair = (tf.constant([[1.0, 2.0]]), tf.constant([[0.5, 0.1]]))
net(pair)
k1, k2, k3 = net.left.kernel, net.right.kernel, net.head.kernel
# --- cell ---
similarity = net(pair)
loss = tf.reduce_mean(tf.square(similarity - 1.0))
