# source: constructed
# target: total
# sources: a, b, c, d
# expect: {"a": "ok", "b": "left_tensorflow", "c": "integer_dtype", "d": "ok"}
# culprit: {"b": 3, "c": 4}
# notes: Four values are written to a TensorArray; one was converted by a NumPy function, one by saturate_cast to uint8.
# --- setup ---
import numpy as np
import tensorflow as tf

a, b, c, d = tf.Variable([1.0, 2.0]), tf.Variable([3.0, 5.0]), tf.Variable([200.0, 300.0]), tf.Variable([0.2, 0.1])
# --- cell ---
slots = tf.TensorArray(tf.float32, size=4)
slots = slots.write(0, tf.square(a))
slots = slots.write(1, np.sqrt(b))
pixel = tf.saturate_cast(c, tf.uint8)
slots = slots.write(2, tf.cast(pixel, tf.float32) / 255.0)
slots = slots.write(3, tf.identity(d))
total = tf.reduce_sum(slots.stack()[::-1])
