# source: https://github.com/tensorflow/tensorflow/issues/42167
# target: loss
# sources: alpha, beta
# expect: {"alpha": "target_not_tensor", "beta": "target_not_tensor"}
# culprit: {"alpha": 1, "beta": 1}
# notes: As for optimizer.minimize, the loss is a callable; tape.gradient wants its value.
# --- setup ---
import functools
import tensorflow as tf
alpha = tf.Variable(1.5)
beta = tf.Variable(0.8)
waits = tf.constant([0.4, 1.1, 2.7, 0.9])
def gamma_nll(t):
    ll = alpha * tf.math.log(beta) - tf.math.lgamma(alpha) + (alpha - 1.0) * tf.math.log(t) - beta * t
    return -tf.reduce_sum(ll)
# --- cell ---
loss = functools.partial(gamma_nll, waits)
