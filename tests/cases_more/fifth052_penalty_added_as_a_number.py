# source: https://github.com/tensorflow/tensorflow/issues/46956
# target: loss
# sources: gate, kernel
# expect: {"gate": "left_tensorflow", "kernel": "ok"}
# culprit: {"gate": 1}
# notes: add_loss receives a Python float.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(5)
class Gated(keras.layers.Layer):
    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], 2), initializer="glorot_uniform")
        self.gate = self.add_weight(shape=(2,), initializer="ones")
    def call(self, x):
        strength = float(keras.ops.sum(keras.ops.abs(self.gate)))
        self.add_loss(keras.ops.convert_to_tensor(0.1 * strength))
        return keras.ops.matmul(x, self.kernel)
layer = Gated()
x = tf.constant([[1.0, 2.0, 0.5]])
layer(x)
gate, kernel = layer.gate, layer.kernel
# --- cell ---
out = layer(x)
task = tf.reduce_mean(tf.square(out - 1.0))
loss = task + tf.add_n([tf.convert_to_tensor(extra) for extra in layer.losses])
