# source: constructed (data-dependent branch in a tf.function)
# target: loss
# sources: low, high
# expect: {"low": "ok", "high": "ok"}
# notes: A condition on a tensor becomes an If operation; the branch that was not chosen gives a gradient of zero, not None (no false alarm).
# --- setup ---
import tensorflow as tf

low, high = tf.Variable(0.5), tf.Variable(2.0)
@tf.function
def respond(v):
    if tf.reduce_mean(v) > 10.0:
        out = v * high
    else:
        out = v * low
    return out
x = tf.constant([1.0, 2.0])
# --- cell ---
loss = tf.reduce_sum(respond(x))
