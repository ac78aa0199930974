# source: constructed on a guide
# target: norm
# sources: w, x_scale, lam
# expect: {"w": "ok", "x_scale": "ok", "lam": "ok"}
# notes: Gradient penalty with an inner tape: all three take part.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([[0.5, -1.0], [0.3, 0.8]])
x_scale = tf.Variable(1.1)
lam = tf.Variable(10.0)
x = tf.constant([[0.2, 0.4], [0.9, -0.3]])
# --- cell ---
xs = x * x_scale
with tf.GradientTape() as gp:
    gp.watch(xs)
    critic = tf.reduce_sum(tf.tanh(xs @ w), axis=1)
slopes = tf.norm(gp.gradient(critic, xs), axis=1)
norm = lam * tf.reduce_mean((slopes - 1.0) ** 2)
