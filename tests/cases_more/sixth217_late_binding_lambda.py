# source: constructed on a guide
# target: y
# sources: coefs0, coefs1, coefs2, bias
# expect: {"coefs0": "not_connected", "coefs1": "not_connected", "coefs2": "ok", "bias": "ok"}
# culprit: {"coefs0": 3, "coefs1": 3}
# notes: The classic late-binding lambda: every function uses the last coefficient.
# --- setup ---
import numpy as np
import tensorflow as tf
coefs = [tf.Variable(1.0), tf.Variable(2.0), tf.Variable(3.0)]
coefs0, coefs1, coefs2 = coefs
bias = tf.Variable(0.1)
x = tf.constant([1.0, 2.0, 3.0])
# --- cell ---
terms = [lambda x, k=k: c * x ** k for k, c in enumerate(coefs)]
values = [f(x) for f in terms]
y = tf.reduce_sum(tf.add_n(values)) + bias
