# source: constructed (a Python flag is read once, when tf.function traces)
# target: loss
# sources: main, skip
# expect: {"main": "ok", "skip": "not_taken_branch"}
# culprit: {"skip": 1}
# notes: The flag was switched on after the function had been traced with the same signature; the graph without the skip connection is used again.
# --- setup ---
import tensorflow as tf

options = {"residual": False, "tanh": True}
main = tf.Variable([[0.2, -0.1], [0.4, 0.3]])
skip = tf.Variable([1.0, 1.0])

@tf.function
def block(h):
    z = h @ main
    if options["residual"]:
        z = z + skip * h
    return tf.tanh(z) if options["tanh"] else z

batch = tf.constant([[1.0, 2.0], [3.0, 4.0], [-1.0, 0.5]])
baseline = block(batch)
options["residual"] = True
# --- cell ---
h = block(batch)
loss = tf.reduce_mean((h - baseline + 1.0) ** 2)
