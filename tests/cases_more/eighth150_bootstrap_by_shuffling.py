# source: constructed (tf.random.shuffle)
# target: spread
# sources: values, sample, weights, order
# expect: {"values": "registered_not_differentiable", "sample": "ok", "weights": "ok", "order": "integer_dtype"}
# culprit: {"values": 1, "order": 4}
# notes: Shuffling the values has no gradient, gathering with shuffled positions has; an argsort gives positions only.
# --- setup ---
import tensorflow as tf

tf.random.set_seed(4)
values, sample = tf.Variable([1.0, 2.0, 4.0, 8.0]), tf.Variable([0.5, 0.7, 0.2, 0.9])
order = tf.Variable([0.3, 0.1, 0.2, 0.9])
weights = tf.Variable([0.1, 0.2, 0.3, 0.4])
# --- cell ---
mixed = tf.random.shuffle(values)
places = tf.random.shuffle(tf.range(4))
drawn = tf.gather(sample, places)
lined_up = tf.gather(weights, tf.argsort(order))
ranked = tf.sort(lined_up * drawn, direction="DESCENDING")
spread = tf.reduce_sum(mixed[:2] * ranked[:2]) + tf.math.reduce_std(drawn)
