# source: https://github.com/remigenet/TKAT/issues/8
# target: loss
# sources: kernel, sub_kernel, state_kernel, carry_gate
# expect: {"kernel": "ok", "sub_kernel": "not_connected", "state_kernel": "ok", "carry_gate": "stop_gradient"}
# culprit: {"carry_gate": 1, "sub_kernel": 2}
# notes: A Keras RNN cell with inner sub-layers: one weight is built but the call uses the other twice; the carried sub-state is detached between steps.
# --- setup ---
import numpy as np
import keras
import tensorflow as tf

keras.utils.set_random_seed(43)
class SubCell(keras.layers.Layer):
    state_size = output_size = 3
    def build(self, shape):
        for name, size in (("kernel", shape[-1]), ("sub_kernel", shape[-1]), ("state_kernel", 3)):
            setattr(self, name, self.add_weight(shape=(size, 3), name=name))
        self.carry_gate = self.add_weight(shape=(3,), initializer="ones", name="carry_gate")
    def call(self, inputs, states):
        state = states[0]
        sub = keras.ops.tanh(keras.ops.matmul(inputs, self.kernel))
        carried = keras.ops.stop_gradient(self.carry_gate * state)
        new = keras.ops.tanh(keras.ops.matmul(inputs, self.kernel) + carried + keras.ops.matmul(sub, self.state_kernel))
        return new, [new]
rnn = keras.layers.RNN(SubCell())
x = np.random.default_rng(43).normal(size=(2, 4, 2)).astype("float32")
rnn(x)
kernel, sub_kernel, state_kernel, carry_gate = rnn.cell.kernel, rnn.cell.sub_kernel, rnn.cell.state_kernel, rnn.cell.carry_gate
# --- cell ---
summary = rnn(x, training=True)
loss = tf.reduce_mean((summary - 0.1) ** 2)
