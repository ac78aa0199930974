# source: https://www.tensorflow.org/api_docs/python/tf/map_fn (back_prop)
# target: total
# sources: a, b, c, d
# expect: {"a": "stop_gradient", "b": "ok", "c": "stop_gradient", "d": "stop_gradient"}
# culprit: {"a": 1, "c": 3, "d": 4}
# notes: The deprecated back_prop=False detaches the results of map_fn, scan and foldl inside compiled functions; the eager map_fn with the same argument keeps its gradient.
# --- setup ---
import tensorflow as tf

a, b = tf.Variable([0.5, 1.5]), tf.Variable([1.0, -1.0])
c, d = tf.Variable([0.2, 0.9]), tf.Variable([2.0, 3.0])
@tf.function
def bends(v):
    return tf.map_fn(lambda e: e * e + 1.0, v, back_prop=False)
@tf.function
def leaky(v):
    return tf.scan(lambda s, e: 0.5 * s + e, v, back_prop=False)
@tf.function
def product(v):
    return tf.foldl(lambda s, e: s * e, v, back_prop=False)
# --- cell ---
p = bends(a)
q = tf.map_fn(tf.tanh, b, back_prop=False)
r = leaky(c)
total = tf.reduce_sum(p * q + r) + product(d)
