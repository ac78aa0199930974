# source: constructed
# target: loss
# sources: lstm_kernel, head_kernel
# expect: {"lstm_kernel": "ok", "head_kernel": "ok"}
# notes: The layer writes its final state with assign; the outputs do not depend on that write for the gradient (no false alarm).
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
lstm = keras.layers.LSTM(3, stateful=True, return_sequences=True)
head = keras.layers.Dense(1)
x = tf.random.stateless_normal([2, 4, 3], [5, 5])
head(lstm(x))
lstm_kernel, head_kernel = lstm.cell.kernel, head.kernel
# --- cell ---
lstm.reset_states()
first = lstm(x[:, :2])
second = lstm(x[:, 2:])
loss = tf.reduce_mean(head(tf.concat([first, second], axis=1)) ** 2)
