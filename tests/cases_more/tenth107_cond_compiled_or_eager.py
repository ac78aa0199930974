# source: constructed (the same tf.cond inside tf.function and outside)
# target: y
# sources: hot, cold, lo, hi
# expect: {"hot": "ok", "cold": "ok", "lo": "not_taken_branch", "hi": "ok"}
# culprit: {"lo": 2}
# notes: Compiled, the branch that is not taken contributes zeros (cold has a gradient of zero, not None); the eager tf.cond only calls one Python branch, so lo never appears.
# --- setup ---
import tensorflow as tf

hot, cold = tf.Variable(3.0), tf.Variable(-3.0)
lo, hi = tf.Variable([0.1, 0.2]), tf.Variable([0.8, 0.9])
sensor = tf.constant(21.5)

@tf.function
def mixer(t):
    return tf.cond(t > 20.0, lambda: hot * t, lambda: cold * t)
# --- cell ---
temp = mixer(sensor)
band = tf.cond(sensor > 20.0, lambda: hi, lambda: lo)
y = tf.reduce_sum(band) * temp
