# source: constructed
# target: residual
# sources: w, k
# expect: {"w": "ok", "k": "ok"}
# notes: The slope is computed with a ForwardAccumulator under the tape (no false alarm).
# --- setup ---
import tensorflow as tf

w, k = tf.Variable([[0.5, -0.8]]), tf.Variable(1.3)
x = tf.constant([[0.1], [0.4]])
# --- cell ---
with tf.autodiff.ForwardAccumulator(x, tf.ones_like(x)) as acc:
    u = tf.reduce_sum(tf.sin(x @ w), axis=1, keepdims=True)
u_x = acc.jvp(u)
residual = tf.reduce_mean((u_x + k * u) ** 2)
