# source: constructed
# target: loss
# sources: w, acc, reg, count
# expect: {"w": "stateful_op", "acc": "ok", "reg": "ok", "count": "integer_dtype"}
# culprit: {"w": 2}
# notes: The per-batch losses are summed in a variable with assign_add; the counter is an integer variable.
# --- setup ---
import tensorflow as tf

w = tf.Variable([0.5, -1.0])
acc = tf.Variable(0.0)
reg = tf.Variable([1.0, 2.0])
count = tf.Variable(0)
batches = [tf.constant([1.0, 2.0]), tf.constant([0.5, 0.5])]
# --- cell ---
for batch in batches:
    acc.assign_add(tf.reduce_sum(tf.square(w * batch)))
    count.assign_add(1)
mean = acc / tf.cast(count, tf.float32)
loss = mean + 0.1 * tf.nn.l2_loss(reg)
