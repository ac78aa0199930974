# source: constructed on a guide
# target: root_sum
# sources: coeff, guess, tol
# expect: {"coeff": "ok", "guess": "ok", "tol": "registered_not_differentiable"}
# culprit: {"tol": 6}
# notes: tf.while_loop eagerly: the tolerance is only compared in the condition.
# --- setup ---
import numpy as np
import tensorflow as tf
coeff = tf.Variable([2.0, 3.0])
guess = tf.Variable([1.0, 1.0])
tol = tf.Variable(1e-3)
# --- cell ---
def residual(v):
    return v ** 2 - coeff

def go_on(v, n):
    worst = tf.reduce_max(tf.abs(residual(v)))
    return (worst > tol) & (n < 20)

def newton(v, n):
    return v - residual(v) / (2.0 * v), n + 1

roots, n_iter = tf.while_loop(go_on, newton, [guess, tf.constant(0)])
root_sum = tf.reduce_sum(roots)
