# source: constructed
# target: residual
# sources: w, source_amp
# expect: {"w": "not_connected", "source_amp": "ok"}
# culprit: {"w": 8}
# notes: The first derivative is taken outside of the second tape; unconnected_gradients="zero" turns the missing curvature into zeros, so the network is not in the residual at all.
# --- setup ---
import tensorflow as tf

w = tf.Variable([[0.5, -0.8]])
source_amp = tf.Variable(0.7)
x = tf.constant([[0.1], [0.4], [0.8]])
# --- cell ---
with tf.GradientTape() as t1:
    t1.watch(x)
    u = tf.reduce_sum(tf.tanh(x @ w), axis=1, keepdims=True)
u_x = t1.gradient(u, x)
with tf.GradientTape() as t2:
    t2.watch(x)
u_xx = t2.gradient(u_x, x, unconnected_gradients="zero")
residual = tf.reduce_mean((u_xx - source_amp * tf.sin(x)) ** 2)
