# source: constructed (loop that skips frozen blocks)
# target: loss
# sources: w0, w1, w2
# expect: {"w0": "ok", "w1": "not_taken_branch", "w2": "ok"}
# culprit: {"w1": 3}
# notes: The block with index 1 is skipped by continue, so its weight is never multiplied.
# --- setup ---
import tensorflow as tf

w0, w1, w2 = (tf.Variable([[s, 0.1], [0.2, s]]) for s in (0.3, 0.5, 0.7))
skip = {1}
# --- cell ---
h = tf.constant([[1.0, -1.0]])
for i, w in enumerate([w0, w1, w2]):
    if i in skip:
        continue
    h = tf.tanh(h @ w)
loss = tf.reduce_sum(h ** 2)
