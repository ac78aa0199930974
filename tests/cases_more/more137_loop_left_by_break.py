# source: constructed (early exit of a deep network)
# target: loss
# sources: first, second, third
# expect: {"first": "ok", "second": "ok", "third": "not_taken_branch"}
# culprit: {"third": 4}
# notes: The confidence test ends the loop before the last block is reached.
# --- setup ---
import tensorflow as tf

first, second, third = tf.Variable([2.0, 1.0]), tf.Variable([3.0, 0.5]), tf.Variable([1.0, 1.0])
# --- cell ---
h = tf.constant([0.5, 0.5])
for block in (first, second, third):
    h = tf.nn.softplus(h * block)
    if tf.reduce_max(h) > 2.0:
        break
loss = tf.reduce_sum(h)
