# source: constructed on a guide
# target: total
# sources: price, qty, tax
# expect: {"price": "integer_dtype", "qty": "ok", "tax": "ok"}
# culprit: {"price": 1}
# notes: The price is printed with two decimals and parsed again.
# --- setup ---
import numpy as np
import tensorflow as tf
price = tf.Variable([3.14159, 2.71828])
qty = tf.Variable([2.0, 5.0])
tax = tf.Variable(0.2)
# --- cell ---
label = tf.strings.as_string(price, precision=2)
tf.debugging.assert_equal(tf.strings.length(label), 4)
shown = tf.strings.to_number(label)
total = tf.reduce_sum(shown * qty) * (1.0 + tax)
