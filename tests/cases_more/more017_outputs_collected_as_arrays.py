# source: constructed (hand-written recurrent loop)
# target: loss
# sources: w_in, w_rec, w_out
# expect: {"w_in": "left_tensorflow", "w_rec": "left_tensorflow", "w_out": "ok"}
# culprit: {"w_in": 5, "w_rec": 5}
# notes: The states are appended as arrays; np.stack then has nothing of the graph, and only the output weights learn.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
w_in = tf.Variable(rng.normal(size=(2, 3)).astype("float32"))
w_rec = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
w_out = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
sequence = tf.constant(rng.normal(size=(4, 1, 2)).astype("float32"))
# --- cell ---
state = tf.zeros([1, 3])
history = []
for t in range(4):
    state = tf.tanh(sequence[t] @ w_in + state @ w_rec)
    history.append(state.numpy())
stacked = np.concatenate(history, axis=0)
loss = tf.reduce_mean(tf.square(stacked @ w_out))
