# source: constructed
# target: total
# sources: a, b, c
# expect: {"a": "ok", "b": "ok", "c": "ok"}
# notes: scan, foldl and a cumulative sum beside an argmax used as an index (no false alarm).
# --- setup ---
import tensorflow as tf

a, b, c = tf.Variable(0.8), tf.Variable(0.1), tf.Variable([1.0, 2.0, 0.5])
# --- cell ---
path = tf.scan(lambda s, x: a * s + x, c, initializer=tf.constant(0.0))
folded = tf.foldl(lambda s, x: s + b * x, path)
peak = path[int(tf.argmax(path))]
total = folded * peak
