# source: constructed (piecewise table looked up by bucket)
# target: price
# sources: usage, tariff
# expect: {"usage": "integer_dtype", "tariff": "ok"}
# culprit: {"usage": 1}
# notes: searchsorted returns bucket numbers; the tariff rows learn, the usage cannot.
# --- setup ---
import tensorflow as tf

usage = tf.Variable([5.0, 17.0, 40.0])
tariff = tf.Variable([1.0, 0.8, 0.5, 0.4])
edges = tf.constant([10.0, 20.0, 30.0])
# --- cell ---
bucket = tf.searchsorted(edges, usage)
price = tf.reduce_sum(tf.gather(tariff, bucket))
