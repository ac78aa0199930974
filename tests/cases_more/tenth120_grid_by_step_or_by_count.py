# source: constructed (a learned grid: tf.range with a step against tf.linspace)
# target: integral
# sources: dx, lo, hi, amp
# expect: {"dx": "registered_not_differentiable", "lo": "ok", "hi": "ok", "amp": "ok"}
# culprit: {"dx": 1}
# notes: tf.range is declared not differentiable in its step, tf.linspace has gradients for both ends.
# --- setup ---
import tensorflow as tf

lo, hi = tf.Variable(-1.0), tf.Variable(2.0)
dx = tf.Variable(0.5)
amp = tf.Variable(1.2)
def bump(t):
    return amp * tf.exp(-t ** 2)
# --- cell ---
coarse = bump(tf.range(0.0, 2.0, delta=dx))
fine = bump(tf.linspace(lo, hi, 9))
integral = tf.reduce_sum(coarse) + (hi - lo) * tf.reduce_mean(fine)
