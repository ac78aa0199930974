# source: constructed
# target: loss
# sources: rates, gain
# expect: {"rates": "integer_dtype", "gain": "ok"}
# culprit: {"rates": 3}
# notes: The steps are cast to int32 before they are written to an integer TensorArray.
# --- setup ---
import tensorflow as tf

rates = tf.Variable([1.2, 2.7, 3.1])
gain = tf.Variable(0.4)
# --- cell ---
counts = tf.TensorArray(tf.int32, size=3)
for i in range(3):
    counts = counts.write(i, tf.cast(rates[i], tf.int32))
series = tf.cast(counts.stack(), tf.float32)
loss = tf.reduce_mean((gain * series - 1.0) ** 2)
