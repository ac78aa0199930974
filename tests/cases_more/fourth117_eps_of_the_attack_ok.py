# source: constructed
# target: adv_loss
# sources: w, eps
# expect: {"w": "ok", "eps": "ok"}
# notes: FGSM: the sign of the slope is constant, but the step size multiplies it, and the weights are used in the second pass (no false alarm).
# --- setup ---
import tensorflow as tf

w, eps = tf.Variable([[0.5], [1.5]]), tf.Variable(0.1)
x = tf.constant([[1.0, -1.0]])
# --- cell ---
with tf.GradientTape() as inner:
    inner.watch(x)
    clean = tf.reduce_sum(tf.nn.softplus(x @ w))
adv = x + eps * tf.sign(inner.gradient(clean, x))
adv_loss = tf.reduce_sum(tf.nn.softplus(adv @ w))
