# source: constructed (reparametrised sampling)
# target: loss
# sources: mu, width, limit, shape
# expect: {"mu": "ok", "width": "ok", "limit": "ok", "shape": "ok"}
# notes: The parameters of these random functions scale and shift the noise, or have an implicit gradient (no false alarm).
# --- setup ---
import tensorflow as tf

mu, width, limit, shape = tf.Variable(0.5), tf.Variable(0.2), tf.Variable(3.0), tf.Variable(2.0)
# --- cell ---
z = tf.random.normal([8], mean=mu, stddev=width, seed=1)
u = tf.random.uniform([8], minval=0.0, maxval=limit, seed=2)
g = tf.random.gamma([8], alpha=shape, seed=3)
loss = tf.reduce_mean(z * u + g)
