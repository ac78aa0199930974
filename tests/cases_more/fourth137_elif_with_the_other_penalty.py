# source: constructed
# target: loss
# sources: w, l1, l2, base
# expect: {"w": "ok", "l1": "not_taken_branch", "l2": "not_taken_branch", "base": "ok"}
# culprit: {"l1": 2, "l2": 4}
# notes: Neither the if nor the elif holds; each variable waits behind its own condition.
# --- setup ---
import tensorflow as tf

w, l1, l2, base = tf.Variable([1.0, -2.0]), tf.Variable(0.1), tf.Variable(0.2), tf.Variable(0.5)
penalty = "none"
# --- cell ---
loss = tf.reduce_sum(w ** 2)
if penalty == "l1":
    loss += l1 * tf.reduce_sum(tf.abs(w))
elif penalty == "l2":
    loss += l2 * tf.reduce_sum(w ** 2)
else:
    loss += base
