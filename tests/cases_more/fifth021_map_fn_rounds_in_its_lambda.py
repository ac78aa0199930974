# source: https://github.com/tensorflow/tensorflow/issues/3972
# target: energy
# sources: levels, weights
# expect: {"levels": "integer_dtype", "weights": "ok"}
# culprit: {"levels": 2}
# notes: The conversion to whole steps stands in the lambda of map_fn.
# --- setup ---
import tensorflow as tf
levels = tf.Variable([0.21, 0.68, 0.93, 0.47])
weights = tf.Variable([1.0, 2.0, 3.0, 4.0])
# --- cell ---
steps = tf.map_fn(
    lambda v: tf.cast(v * 10.0, tf.int32),
    levels,
    fn_output_signature=tf.int32,
)
energy = tf.reduce_sum(tf.cast(steps, tf.float32) * weights) / 10.0
