# source: constructed (gradients that are exactly zero, wholly fine)
# target: total
# sources: dead, imag, table, old_rows
# expect: {"dead": "ok", "imag": "ok", "table": "ok", "old_rows": "ok"}
# notes: A dead relu, the imaginary part that a cast drops, an empty slice and completely overwritten rows all have gradients: zeros, not None.
# --- setup ---
import tensorflow as tf

dead = tf.Variable([-3.0, -0.5])
imag = tf.Variable([1.0, 2.0])
table = tf.Variable(tf.ones([3, 2]))
old_rows = tf.Variable([[5.0], [6.0]])
# --- cell ---
wave = tf.complex(tf.sign(dead), imag)
kept = tf.cast(wave, tf.float32)
none_chosen = table[:0]
rows = tf.tensor_scatter_nd_update(old_rows, [[0], [1]], [[1.0], [2.0]])
total = (tf.reduce_sum(tf.nn.relu(dead) + kept)
         + tf.reduce_sum(none_chosen)
         + tf.reduce_mean(rows))
