# source: https://github.com/tensorflow/tensorflow/issues/42311
# target: loss
# sources: a, b, c
# expect: {"a": "registered_not_differentiable", "b": "integer_dtype", "c": "ok"}
# culprit: {"a": 4, "b": 7}
# notes: Stages given to a helper as lambdas of the cell.
# --- setup ---
import tensorflow as tf
def pipeline(value, *stages):
    for stage in stages:
        value = stage(value)
    return value
a, b, c = tf.Variable([0.31, 0.77]), tf.Variable([1.5, 2.5]), tf.Variable([1.0, 1.0])
# --- cell ---
left = pipeline(
    a,
    tf.exp,
    lambda v: tf.round(v * 4.0) / 4.0,
    tf.sqrt,
)
right = pipeline(b, tf.square, lambda v: tf.cast(v, "int16"), lambda v: tf.cast(v, tf.float32))
loss = tf.reduce_sum(left * right * pipeline(c, tf.tanh, tf.identity))
