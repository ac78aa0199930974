# source: https://github.com/Philyzh8/scTAG/issues/1
# target: loss
# sources: encoder, clusters, freedom, sharpen
# expect: {"encoder": "ok", "clusters": "ok", "freedom": "left_tensorflow", "sharpen": "left_tensorflow"}
# culprit: {"freedom": 3, "sharpen": 6}
# notes: Deep embedded clustering: the sharpened target is an array, which is intended; but the power and the degrees of freedom are lost with it and with a float().
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(11)
encoder = tf.Variable(rng.normal(size=(6, 2)).astype("float32"))
clusters = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
freedom, sharpen = tf.Variable(1.0), tf.Variable(2.0)
cells = tf.constant(rng.normal(size=(7, 6)).astype("float32"))
def target_distribution(q, power):
    weight = q.numpy() ** power.numpy() / q.numpy().sum(axis=0)
    return (weight.T / weight.sum(axis=1)).T
# --- cell ---
z = tf.tanh(cells @ encoder)
squares = tf.reduce_sum((z[:, None, :] - clusters) ** 2, axis=2)
nu = float(freedom)
q = tf.pow(1.0 + squares / nu, -(nu + 1.0) / 2.0)
q = q / tf.reduce_sum(q, axis=1, keepdims=True)
p = target_distribution(q, sharpen)
loss = tf.reduce_mean(tf.reduce_sum(p * tf.math.log(p / q), axis=1))
