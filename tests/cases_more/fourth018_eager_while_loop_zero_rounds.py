# source: constructed
# target: out
# sources: start, decay
# expect: {"start": "ok", "decay": "not_taken_branch"}
# culprit: {"decay": 1}
# notes: The eager while_loop finds its condition false at once, so the body with the decay never runs.
# --- setup ---
import tensorflow as tf

start, decay = tf.Variable(2.0), tf.Variable(0.9)
n_rounds = 0
# --- cell ---
_, level = tf.while_loop(lambda i, v: i < n_rounds, lambda i, v: (i + 1, v * decay), (0, start * 1.0))
out = level ** 2
