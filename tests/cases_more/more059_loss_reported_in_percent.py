# source: constructed (loss converted to whole percents)
# target: loss
# sources: w, b
# expect: {"w": "integer_dtype", "b": "integer_dtype"}
# culprit: {"w": 3, "b": 3}
# notes: The last line turns the loss itself into an int32 tensor.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([0.2, 0.4]), tf.Variable(0.1)
x = tf.constant([1.0, 3.0])
# --- cell ---
p = tf.sigmoid(tf.tensordot(w, x, 1) + b)
loss = -tf.math.log(p)
loss = tf.cast(100.0 * loss, tf.int32)
