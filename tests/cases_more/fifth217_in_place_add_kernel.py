# source: https://github.com/tensorflow/tensorflow/issues/21892
# target: loss
# sources: buffer, delta
# expect: {"buffer": "no_gradient_registered", "delta": "no_gradient_registered"}
# culprit: {"buffer": 3, "delta": 3}
# notes: A raw in-place op without a gradient.
# --- setup ---
import tensorflow as tf
def write_row(buffer, row, delta):
    return tf.raw_ops.InplaceAdd(x=tf.identity(buffer) + 0.0, i=[row], v=delta[None])
buffer, delta = tf.Variable([[1.0, 2.0], [3.0, 4.0]]), tf.Variable([0.1, 0.2])
# --- cell ---
rows = buffer
for r in range(1):
    rows = write_row(rows, r, delta)
loss = tf.reduce_sum(rows ** 2)
