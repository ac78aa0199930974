# source: constructed (message passing between workers)
# target: loss
# sources: local, remote, gate
# expect: {"local": "ok", "remote": "integer_dtype", "gate": "ok"}
# culprit: {"remote": 2}
# notes: The remote worker's activations are serialised to a byte string and parsed again; a string tensor carries no gradient.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(851)
local, remote = (tf.Variable(rng.normal(size=(3, 2)).astype("float32")) for _ in range(2))
gate = tf.Variable(0.4)
xs = tf.constant(rng.normal(size=(2, 3)).astype("float32"))
def send(t):
    return tf.io.serialize_tensor(t)
# --- cell ---
here = tf.nn.relu(tf.reshape(xs[0], [1, -1]) @ local)
wire = send(tf.nn.relu(tf.reshape(xs[1], [1, -1]) @ remote))
there = tf.io.parse_tensor(wire, tf.float32)
mixed = gate * here + (1.0 - gate) * tf.reshape(there, [1, 2])
loss = tf.reduce_mean(mixed ** 2)
