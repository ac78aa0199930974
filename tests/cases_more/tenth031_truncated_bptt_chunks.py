# source: constructed
# target: loss
# sources: h0, W, U, readout
# expect: {"h0": "stop_gradient", "W": "ok", "U": "ok", "readout": "ok"}
# culprit: {"h0": 4}
# notes: Truncated back-propagation: the carry is detached at the start of every chunk, the first one too, so a learnable h0 gets nothing.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(31)
W = tf.Variable(rng.normal(size=(3, 3)).astype("float32") * 0.3)
U = tf.Variable(rng.normal(size=(2, 3)).astype("float32"))
h0 = tf.Variable(tf.zeros([1, 3]))
readout = tf.Variable(rng.normal(size=(3,)).astype("float32"))
seq = tf.constant(rng.normal(size=(12, 1, 2)).astype("float32"))

def rnn(h, x):
    return tf.tanh(h @ W + x @ U)
# --- cell ---
carry = h0
losses = []
for chunk in tf.split(seq, 3):
    carry = tf.stop_gradient(carry)
    states = tf.scan(rnn, chunk, initializer=carry)
    carry = states[-1]
    losses.append(tf.reduce_mean(tf.linalg.matvec(states, readout) ** 2))
loss = tf.add_n(losses)
