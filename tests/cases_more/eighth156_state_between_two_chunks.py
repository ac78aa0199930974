# source: https://keras.io/guides/working_with_rnns/#crossbatch-statefulness
# target: loss
# sources: chunk1, chunk2, kernel, warmup
# expect: {"chunk1": "stateful_op", "chunk2": "ok", "kernel": "ok", "warmup": "ok"}
# culprit: {"chunk1": 1}
# notes: The stateful LSTM keeps its state in variables: the first chunk reaches the loss through them only. The GRU hands its state over as a tensor.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(8)
rng = np.random.default_rng(8)
chunk1, chunk2, warmup = (tf.Variable(rng.normal(size=(1, 3, 2)).astype("float32")) for _ in range(3))
stateful = keras.layers.LSTM(3, stateful=True)
gru = keras.layers.GRU(3, return_state=True)
stateful.build((1, 3, 2))
gru.build((1, 3, 2))
kernel = stateful.cell.kernel
# --- cell ---
stateful(chunk1)
code = stateful(chunk2)
_, state = gru(warmup)
other, _ = gru(tf.convert_to_tensor(chunk2), initial_state=state)
loss = tf.reduce_sum(code * other)
