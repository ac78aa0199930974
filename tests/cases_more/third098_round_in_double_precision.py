# source: https://github.com/tensorflow/tensorflow/issues/60093
# target: total
# sources: price, tax
# expect: {"price": "registered_not_differentiable", "tax": "registered_not_differentiable"}
# culprit: {"price": 3, "tax": 3}
# notes: Amounts in double precision are rounded to cents by the raw op on two lines of a comprehension.
# --- setup ---
import tensorflow as tf

price = tf.Variable([1.5, -1.5, 2.337], dtype=tf.float64)
tax = tf.Variable(0.19, dtype=tf.float64)
quantities = [2, 1, 5]
# --- cell ---
gross = price * (1.0 + tax)
lines = [
    q * tf.raw_ops.Round(x=100.0 * g) / 100.0
    for q, g in zip(quantities, tf.unstack(gross))
]
total = tf.add_n(lines)
print("items", len(lines), "sum", total.numpy())
