# source: constructed on a guide
# target: x
# sources: x0, shrink, tol
# expect: {"x0": "ok", "shrink": "ok", "tol": "ok"}
# notes: tol steers the loop and also enters the value, so it has a gradient.
# --- setup ---
import numpy as np
import tensorflow as tf
x0, shrink, tol = tf.Variable(3.0), tf.Variable(0.5), tf.Variable(0.2)
# --- cell ---
x = x0
rounds = 0
while x > tol and rounds < 10:
    x = x * shrink
    rounds += 1
x = x + 0.01 * tol
