# source: constructed on a guide
# target: loss
# sources: lam, w
# expect: {"lam": "no_gradient_registered", "w": "no_gradient_registered"}
# culprit: {"lam": 1, "w": 1}
# notes: tf.random.poisson on a variable rate.
# --- setup ---
import numpy as np
import tensorflow as tf
lam = tf.Variable([1.5, 4.0])
w = tf.Variable(0.3)
tf.random.set_seed(1)
# --- cell ---
draws = tf.random.poisson([100], lam)
var = tf.math.reduce_variance(draws, axis=0)
loss = tf.reduce_sum(tf.square(w * var - 1.0))
