# source: https://github.com/keras-team/keras/issues/15676
# target: loss
# sources: in_kernel, out_kernel
# expect: {"in_kernel": "registered_not_differentiable", "out_kernel": "ok"}
# culprit: {"in_kernel": 1}
# notes: A recurrent cell of the user's own rounds its state.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(7)
class SnapCell(keras.layers.Layer):
    state_size = 3
    output_size = 3
    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], 3), initializer="glorot_uniform")
    def call(self, x, states):
        new = keras.ops.round(keras.ops.tanh(keras.ops.matmul(x, self.kernel) * 3.0 + states[0]))
        return new, [new]
rnn = keras.layers.RNN(SnapCell())
head = keras.layers.Dense(1)
x = tf.constant([[[0.5, 0.1], [0.3, -0.7], [0.9, 0.4]]])
head(rnn(x))
in_kernel, out_kernel = rnn.cell.kernel, head.kernel
# --- cell ---
summary = rnn(x)
loss = tf.reduce_mean(tf.square(head(summary) - 1.0))
