# source: constructed
# target: loss
# sources: tokens, lengths, cut, temp
# expect: {"tokens": "ok", "lengths": "integer_dtype", "cut": "registered_not_differentiable", "temp": "ok"}
# culprit: {"lengths": 1, "cut": 2}
# notes: Ragged rows: values are differentiable, the row lengths are integers, the cut is a comparison for boolean_mask.
# --- setup ---
import tensorflow as tf

tokens = tf.Variable([0.3, 1.2, -0.4, 0.8, 2.0, -1.1])
lengths = tf.Variable([2.0, 3.0, 1.0])
cut = tf.Variable(-0.5)
temp = tf.Variable(1.0)
# --- cell ---
rows = tf.RaggedTensor.from_row_lengths(tokens / temp, tf.cast(lengths, tf.int64))
keep = rows > cut
kept = tf.ragged.boolean_mask(rows, keep)
sums = tf.reduce_sum(kept, axis=1)
loss = tf.reduce_mean(sums ** 2)
