# source: https://www.tensorflow.org/api_docs/python/tf/map_fn
# target: loss
# sources: bins, waves, rows, steps
# expect: {"bins": "integer_dtype", "waves": "ok", "rows": "ok", "steps": "registered_not_differentiable"}
# culprit: {"bins": 1, "steps": 3}
# notes: map_fn with an integer output signature and a cast in its function; vectorized_map and a map over a tuple are differentiable; the ceiling that is vectorised is not.
# --- setup ---
import tensorflow as tf

bins, waves = tf.Variable([0.12, 0.57, 0.91]), tf.Variable([0.1, 0.2, 0.3])
steps = tf.Variable([0.4, 1.2, 2.9])
rows = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
# --- cell ---
counts = tf.map_fn(lambda v: tf.cast(v * 10.0, tf.int32), bins, fn_output_signature=tf.int32)
bent = tf.vectorized_map(lambda v: tf.sin(v) * v, tf.convert_to_tensor(waves))
up = tf.vectorized_map(tf.math.ceil, tf.convert_to_tensor(steps))
both = tf.map_fn(lambda rw: tf.reduce_sum(rw[0]) * rw[1], (rows, bent), fn_output_signature=tf.float32)
loss = tf.reduce_sum(up * both * tf.cast(counts, tf.float32) / 10.0)
