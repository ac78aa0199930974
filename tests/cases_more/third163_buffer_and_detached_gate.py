# source: constructed (gated memory with two weak links)
# target: loss
# sources: gate_w, cell_w, out_w
# expect: {"gate_w": "stateful_op", "cell_w": "ok", "out_w": "ok"}
# culprit: {"gate_w": 2}
# notes: The gate has two ways with one break each: an assigned buffer (runs first) and a detached mask (runs later).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(4)
gate_w, cell_w, out_w = (tf.Variable(rng.normal(size=(3, 3)).astype("float32")) for _ in range(3))
buffer = tf.Variable(tf.zeros([2, 3]))
x = tf.constant(rng.normal(size=(2, 3)).astype("float32"))
# --- cell ---
gate = tf.sigmoid(x @ gate_w)
buffer.assign(gate)
candidate = tf.tanh(x @ cell_w)
mask = tf.stop_gradient(gate)
state = mask * candidate + (1.0 - buffer) * x
loss = tf.reduce_mean((state @ out_w) ** 2)
