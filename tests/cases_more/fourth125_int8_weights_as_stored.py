# source: constructed
# target: loss
# sources: w, scale
# expect: {"w": "integer_dtype", "scale": "ok"}
# culprit: {"w": 1}
# notes: The weights are rounded and stored as int8, then dequantised; the cast is nearest the target, and the scale is connected by the product.
# --- setup ---
import tensorflow as tf

w, scale = tf.Variable([0.31, -0.74, 0.12]), tf.Variable(0.01)
x = tf.constant([1.0, 2.0, 3.0])
# --- cell ---
stored = tf.cast(tf.round(w / scale), tf.int8)
restored = tf.cast(stored, tf.float32) * scale
loss = tf.reduce_sum((restored * x - 1.0) ** 2)
