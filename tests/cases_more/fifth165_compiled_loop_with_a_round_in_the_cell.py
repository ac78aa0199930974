# source: https://github.com/tensorflow/tensorflow/issues/27949
# target: loss
# sources: x, y, z
# expect: {"x": "registered_not_differentiable", "y": "ok", "z": "integer_dtype"}
# culprit: {"x": 5, "z": 8}
# notes: A compiled function of the cell with an unrolled loop.
# --- setup ---
import tensorflow as tf
x, y, z = tf.Variable([0.4, 1.7, 2.2]), tf.Variable(0.3), tf.Variable([1.1, 2.9, 0.2])
# --- cell ---
@tf.function
def total(values, gain, offsets):
    acc = tf.constant(0.0)
    for k in range(3):
        near = tf.round(values[k])
        acc += near * gain
    shift = tf.cast(
        tf.cast(offsets, tf.int64),
        tf.float32,
    )
    return acc + tf.reduce_sum(shift) * gain
loss = total(x, y, z) ** 2
