# source: constructed (tf.function that accumulates in a variable)
# target: mean
# sources: w, count_scale
# expect: {"w": "stateful_op", "count_scale": "ok"}
# culprit: {"w": 2}
# notes: The compiled step adds the loss to a variable and returns the variable's value.
# --- setup ---
import tensorflow as tf

w, count_scale = tf.Variable([1.0, -1.0]), tf.Variable(0.5)
accumulated = tf.Variable(0.0, trainable=False)
@tf.function
def accumulate(batch):
    loss = tf.reduce_sum((w * batch - 1.0) ** 2)
    accumulated.assign_add(loss)
    return accumulated.read_value()
batches = tf.constant([[1.0, 2.0], [0.0, 1.0]])
# --- cell ---
for batch in batches:
    value = accumulate(batch)
mean = value * count_scale
