# source: constructed (dose calculation in whole milligrams)
# target: cost
# sources: dose, factor
# expect: {"dose": "integer_dtype", "factor": "ok"}
# culprit: {"dose": 1}
# notes: The dose has two ways of one break each: a cast to whole units (runs first) and a comparison with a limit (runs later).
# --- setup ---
import tensorflow as tf

dose = tf.Variable([3.7, 8.1, 5.4])
factor = tf.Variable(1.2)
wish = tf.constant([4.0, 8.0, 5.0])
# --- cell ---
units = tf.dtypes.cast(dose, tf.int64)
effect = factor * tf.cast(units, tf.float32)
over = tf.cast(tf.greater(dose, 6.0), tf.float32)
penalty = tf.reduce_sum(over)
cost = tf.reduce_mean((effect - wish) ** 2) + 0.5 * penalty
