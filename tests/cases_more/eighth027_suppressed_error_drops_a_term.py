# source: constructed (contextlib.suppress)
# target: loss
# sources: kernel, smoothness, ridge
# expect: {"kernel": "ok", "smoothness": "not_taken_branch", "ridge": "ok"}
# culprit: {"smoothness": 6}
# notes: The smoothness term needs a neighbour table that does not contain the last node; the KeyError is suppressed and the line that adds the term is never reached.
# --- setup ---
import contextlib
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(827)
kernel = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
smoothness, ridge = tf.Variable(0.3), tf.Variable(0.01)
x = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
neighbours = {0: 1, 1: 2}
# --- cell ---
field = x @ kernel
loss = tf.reduce_mean((field - 1.0) ** 2)
with contextlib.suppress(KeyError):
    rough = 0.0
    for node in range(3):
        rough += tf.reduce_mean((field[:, node] - field[:, neighbours[node]]) ** 2)
    loss += smoothness * rough
loss += ridge * tf.nn.l2_loss(kernel)
