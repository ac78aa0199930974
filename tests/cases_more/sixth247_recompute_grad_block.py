# source: constructed on a guide
# target: out
# sources: w1, w2, inp, frozen
# expect: {"w1": "ok", "w2": "ok", "inp": "ok", "frozen": "stop_gradient"}
# culprit: {"frozen": 7}
# notes: Activation checkpointing with recompute_grad; one matrix is detached inside the block.
# --- setup ---
import numpy as np
import tensorflow as tf
w1 = tf.Variable([[0.3, 0.1], [0.2, 0.5]])
w2 = tf.Variable([[1.0, -0.4], [0.6, 0.2]])
frozen = tf.Variable([[0.1, 0.0], [0.0, 0.1]])
inp = tf.Variable([[1.0, 2.0]])
# --- cell ---
def block(x):
    h = tf.nn.gelu(x @ w1)
    return h @ w2

cheap = tf.recompute_grad(block)
h = cheap(inp)
h = h + inp @ tf.stop_gradient(frozen)
out = tf.reduce_sum(h ** 2)
