# source: constructed (zero gradients are gradients)
# target: loss
# sources: dead, masked, empty, skipped
# expect: {"dead": "ok", "masked": "ok", "empty": "ok", "skipped": "not_taken_branch"}
# culprit: {"skipped": 4}
# notes: A unit that never fires, a where that never picks it and a sum over an empty slice give zeros; only the Python condition leaves its variable out.
# --- setup ---
import tensorflow as tf

dead, masked, skipped = tf.Variable(-3.0), tf.Variable(1.0), tf.Variable(2.0)
empty = tf.Variable([1.0, 2.0])
weight = 0.0
# --- cell ---
loss = tf.nn.relu(dead) + 1.0
loss += tf.where(tf.constant(False), masked, 0.5)
loss += tf.reduce_sum(empty[:0])
if weight:
    loss += weight * skipped + skipped
