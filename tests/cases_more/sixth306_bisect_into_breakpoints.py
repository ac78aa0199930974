# source: constructed on a guide
# target: tax
# sources: income, edges, rates
# expect: {"income": "ok", "edges": "left_tensorflow", "rates": "ok"}
# culprit: {"edges": 1}
# notes: The bracket is found by bisect on Python floats; the rates and the income stay.
# --- setup ---
import numpy as np
import tensorflow as tf
import bisect
income = tf.Variable(42.0)
edges = tf.Variable([10.0, 30.0, 80.0])
rates = tf.Variable([0.0, 0.1, 0.2, 0.4])
# --- cell ---
grid = [float(e) for e in edges]
k = bisect.bisect_right(grid, float(income))
base = grid[k - 1] if k else 0.0
tax = rates[k] * (income - base)
