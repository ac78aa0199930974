# source: constructed (Poisson regression with an integer variable)
# target: nll
# sources: n_days, rate
# expect: {"n_days": "left_tensorflow", "rate": "ok"}
# culprit: {"n_days": 1}
# notes: n_days is an integer variable, and moreover goes through NumPy; the exit is nearest the target.
# --- setup ---
import numpy as np
import tensorflow as tf

n_days = tf.Variable(7)
rate = tf.Variable(0.4)
counts = tf.constant([2.0, 4.0, 1.0])
# --- cell ---
exposure = np.sqrt(n_days.numpy())
lam = rate * float(exposure)
terms = lam - counts * tf.math.log(lam) + tf.math.lgamma(counts + 1.0)
nll = tf.reduce_sum(terms)
print("days", int(n_days), "lambda", float(lam))
