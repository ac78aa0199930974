# source: https://keras.io/guides/making_new_layers_and_models_via_subclassing/#the-addloss-method
# target: total
# sources: rate, kernel, decay
# expect: {"rate": "computed_before_tape", "kernel": "ok", "decay": "ok"}
# culprit: {"rate": 1}
# notes: The list of the layer's losses still holds the tensor of the last call, which was in another cell; the regulariser is evaluated when it is asked for.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(11)
rate, decay = tf.Variable(0.3), tf.Variable(0.01)
class Sparse(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(3, activation="sigmoid", kernel_regularizer=lambda k: decay * keras.ops.sum(k ** 2))
    def call(self, x):
        h = self.dense(x)
        self.add_loss(rate * keras.ops.mean(h))
        return h
layer = Sparse()
x = tf.constant([[1.0, 2.0], [0.2, -0.4]])
layer(x)
kernel = layer.dense.kernel
# --- cell ---
penalty = tf.add_n(layer.losses)
code = layer(x)
total = tf.reduce_mean((code - 0.5) ** 2) + penalty
