# source: constructed (code as an engineer structures it)
# target: spread
# sources: knots, gain
# expect: {"knots": "ok", "gain": "ok"}
# notes: Iterating, star-unpacking and Python's sum() work on the rows of the variable; the inner Jacobian is itself on the tape (no false alarm).
# --- setup ---
import tensorflow as tf

knots = tf.Variable([[0.1, 0.4], [0.9, -0.5], [0.3, 0.8], [1.2, 0.2]])
gain = tf.Variable([1.0, 0.5])

def ends(first, *middle, last=None):
    *middle, last = middle if last is None else (*middle, last)
    return first + last, sum(middle)
# --- cell ---
outer, inner_sum = ends(*knots)
with tf.GradientTape() as probe:
    probe.watch([outer, inner_sum])
    curve = tf.tanh(gain * outer * inner_sum)
blocks = probe.jacobian(curve, [outer, inner_sum])
head, *tail = blocks
spread = tf.reduce_sum(head ** 2) + tf.reduce_max([tf.linalg.trace(t) for t in tail])
