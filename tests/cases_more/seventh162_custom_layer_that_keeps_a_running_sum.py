# source: https://keras.io/guides/making_new_layers_and_models_via_subclassing/ (ComputeSum)
# target: energy
# sources: x, inc, total, start
# expect: {"x": "ok", "inc": "ok", "total": "ok", "start": "stateful_op"}
# culprit: {"start": 1}
# notes: The layer of the guide with a non-trainable running total: the returned total is read after assign_add, so what was added is cut; the increments are used directly as well.
# --- setup ---
import tensorflow as tf
import keras

class ComputeSum(keras.layers.Layer):
    def __init__(self, dim):
        super().__init__()
        self.total = tf.Variable(tf.zeros([dim]))
    def call(self, inputs):
        self.total.assign_add(tf.reduce_sum(inputs, axis=0))
        return self.total
my_sum = ComputeSum(2)
total = my_sum.total
x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
inc = tf.Variable(0.5)
start = tf.Variable([0.1, 0.2])
# --- cell ---
seen = my_sum(x * inc + start)
direct = tf.reduce_mean(x) * inc
energy = tf.reduce_sum(seen ** 2) + direct
