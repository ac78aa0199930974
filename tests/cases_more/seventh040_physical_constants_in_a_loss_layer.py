# source: https://github.com/keras-team/keras/issues/15676
# target: residual
# sources: constant1, constant2, permeability, w
# expect: {"constant1": "ok", "constant2": "ok", "permeability": "not_connected", "w": "ok"}
# culprit: {"permeability": 8}
# notes: The second slope is unconnected and asked for as zeros, so its factor has a gradient (of zero); the permeability is only in the term nobody adds.
# --- setup ---
import tensorflow as tf

constant1, constant2 = tf.Variable(0.3), tf.Variable(0.8)
permeability = tf.Variable([[0.1], [0.2]])
w = tf.Variable([[0.4, -0.7]])
t = tf.constant([[0.1], [0.6]])
depth = tf.constant([[1.0], [2.0]])
# --- cell ---
with tf.GradientTape(persistent=True) as inner:
    inner.watch([t, depth])
    out = tf.reduce_sum(tf.tanh(t @ w), axis=1, keepdims=True)
out_t = inner.gradient(out, t)
out_d = inner.gradient(out, depth, unconnected_gradients=tf.UnconnectedGradients.ZERO)
darcy = permeability * out_d
balance = constant1 * out_t + constant2 * out_d
residual = tf.reduce_mean(balance ** 2) + tf.reduce_mean(balance)
