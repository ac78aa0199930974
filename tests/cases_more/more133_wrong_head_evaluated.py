# source: constructed (two heads in a dict)
# target: loss
# sources: trunk, head_a, head_b
# expect: {"trunk": "ok", "head_a": "ok", "head_b": "not_connected"}
# culprit: {"head_b": 3}
# notes: The task name selects one head; the other one is never called.
# --- setup ---
import tensorflow as tf

trunk = tf.Variable([[0.5, -0.2], [0.1, 0.9]])
head_a, head_b = tf.Variable([[1.0], [0.5]]), tf.Variable([[0.3], [0.3]])
heads = {"depth": head_a, "normals": head_b}
task = "depth"
x = tf.constant([[1.0, 2.0]])
# --- cell ---
features = tf.tanh(x @ trunk)
out = features @ heads[task]
loss = tf.reduce_mean(tf.abs(out - 1.0))
