# source: constructed (running loss accumulated in a variable)
# target: total
# sources: w, total
# expect: {"w": "stateful_op", "total": "ok"}
# culprit: {"w": 3}
# notes: The target is a variable; what was added to it with assign_add has no connection to w.
# --- setup ---
import tensorflow as tf

w, total = tf.Variable([1.0, -2.0]), tf.Variable(0.0)
batches = [tf.constant([1.0, 1.0]), tf.constant([0.5, 2.0])]
# --- cell ---
for batch in batches:
    part = tf.reduce_mean((w * batch - 1.0) ** 2)
    total.assign_add(part)
