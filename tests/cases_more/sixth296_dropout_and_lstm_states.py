# source: constructed on a guide
# target: loss
# sources: cell_k, rec_k, init_h, out_k
# expect: {"cell_k": "ok", "rec_k": "ok", "init_h": "ok", "out_k": "ok"}
# notes: Stacked recurrent code with Dropout: all sound.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(4)
lstm = keras.layers.LSTM(3, return_sequences=True, return_state=True)
drop = keras.layers.Dropout(0.3, seed=1)
dense = keras.layers.TimeDistributed(keras.layers.Dense(2))
seq = tf.constant(np.random.default_rng(0).normal(size=(2, 4, 3)).astype("float32"))
init_h = tf.Variable(tf.zeros([2, 3]))
lstm(seq); dense(lstm(seq)[0])
cell_k, rec_k, out_k = lstm.cell.kernel, lstm.cell.recurrent_kernel, dense.layer.kernel
# --- cell ---
states, h, c = lstm(drop(seq, training=True), initial_state=[init_h, tf.zeros([2, 3])])
mid = dense(states)
loss = tf.reduce_mean(tf.square(mid)) + tf.reduce_sum(h * c)
