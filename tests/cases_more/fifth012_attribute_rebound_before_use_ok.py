# source: https://github.com/GPflow/GPflow/pull/1199
# target: loss
# sources: ls, var
# expect: {"ls": "ok", "var": "ok"}
# notes: The attributes are rebound to tensors, but before they are used.
# --- setup ---
import types
import tensorflow as tf
kern = types.SimpleNamespace(lengthscale=tf.Variable(0.3), variance=tf.Variable(1.2))
ls, var = kern.lengthscale, kern.variance
xs = tf.constant([0.0, 0.5, 1.2])
# --- cell ---
kern.lengthscale = tf.nn.softplus(kern.lengthscale)
kern.variance = tf.exp(kern.variance)
dist = tf.abs(xs[:, None] - xs[None, :]) / kern.lengthscale
gram = kern.variance * (1.0 + dist) * tf.exp(-dist)
loss = tf.reduce_sum(gram)
