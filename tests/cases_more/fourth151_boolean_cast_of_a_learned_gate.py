# source: constructed
# target: loss
# sources: gate, w
# expect: {"gate": "integer_dtype", "w": "ok"}
# culprit: {"gate": 1}
# notes: The gate is cast to bool and selects with tf.where.
# --- setup ---
import tensorflow as tf

gate, w = tf.Variable([0.0, 1.0, 0.4]), tf.Variable([1.0, 2.0, 3.0])
# --- cell ---
on = tf.cast(gate, tf.bool)
loss = tf.reduce_sum(tf.where(on, w ** 2, 0.0))
