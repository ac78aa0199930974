# source: constructed
# target: loss
# sources: gamma, kernel
# expect: {"gamma": "left_tensorflow", "kernel": "ok"}
# culprit: {"gamma": 2}
# notes: The custom layer multiplies by float(self.gamma); the break is inside call() and counts at the cell line.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
class LayerScale(keras.layers.Layer):
    def build(self, shape):
        self.gamma = self.add_weight(shape=(), initializer="ones", name="gamma")
    def call(self, x):
        return x * float(self.gamma)
scale, dense = LayerScale(), keras.layers.Dense(2)
x = tf.ones([3, 2])
dense(scale(x))
gamma, kernel = scale.gamma, dense.kernel
# --- cell ---
h = dense(x)
h = scale(h)
loss = tf.reduce_sum(h ** 2)
