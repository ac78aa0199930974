# source: constructed (math.fsum over scalar tensors)
# target: total
# sources: a, b
# expect: {"a": "left_tensorflow", "b": "ok"}
# culprit: {"a": 2}
# notes: math.fsum converts every term to a float; the built-in sum would not.
# --- setup ---
import math
import tensorflow as tf

a, b = tf.Variable([0.1, 0.2, 0.3]), tf.Variable(1.0)
# --- cell ---
terms = [a[i] ** 2 for i in range(3)]
energy = math.fsum(terms)
total = b * energy
