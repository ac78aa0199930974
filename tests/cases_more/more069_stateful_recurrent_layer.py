# source: constructed (truncated sequence with stateful=True)
# target: loss
# sources: gain, kernel
# expect: {"gain": "stateful_op", "kernel": "ok"}
# culprit: {"gain": 1}
# notes: The first half of the sequence reaches the second half only through the state variable of the layer.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
halves = tf.constant(np.random.default_rng(0).normal(size=(2, 1, 3, 2)).astype("float32"))
rnn = keras.layers.SimpleRNN(3, stateful=True)
rnn(halves[0])
rnn.reset_states()
gain, kernel = tf.Variable(1.5), rnn.cell.kernel
# --- cell ---
rnn(gain * halves[0])
out = rnn(halves[1])
loss = tf.reduce_mean(out ** 2)
