# source: constructed (soft binning in a compiled helper)
# target: loss
# sources: width, samples
# expect: {"width": "integer_dtype", "samples": "integer_dtype"}
# culprit: {"width": 4, "samples": 4}
# notes: The tf.function stands in the cell; the break is at its own line.
# --- setup ---
import tensorflow as tf

width = tf.Variable(0.5)
samples = tf.Variable([0.2, 0.9, 1.7, 2.2])
table = tf.constant([1.0, 0.5, 0.25, 0.1, 0.05])
# --- cell ---
@tf.function
def weight_of(x, w):
    cell = x / w
    index = tf.cast(cell, tf.int32)
    index = tf.minimum(index, 4)
    return tf.gather(table, index)

weights = weight_of(samples, width)
loss = tf.reduce_sum(weights)
print("sum", float(loss))
