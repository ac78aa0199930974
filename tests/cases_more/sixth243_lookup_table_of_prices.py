# source: constructed on a guide
# target: basket
# sources: unit, qty, discount, fallback
# expect: {"unit": "stateful_op", "qty": "ok", "discount": "ok", "fallback": "stateful_op"}
# culprit: {"fallback": 1, "unit": 2}
# notes: A mutable hash table keeps unit prices; the default for missing keys is also a variable.
# --- setup ---
import numpy as np
import tensorflow as tf
unit = tf.Variable([1.2, 0.8, 2.5])
fallback = tf.Variable(9.9)
qty = tf.Variable([2.0, 1.0, 3.0])
discount = tf.Variable(0.1)
keys = tf.constant(["apple", "pear", "fig"])
# --- cell ---
table = tf.lookup.experimental.MutableHashTable(tf.string, tf.float32, default_value=fallback)
table.insert(keys, unit)
price = table.lookup(keys)
basket = tf.reduce_sum(price * qty) * (1.0 - discount)
