# source: constructed
# target: cost
# sources: low, high, level, tilt
# expect: {"low": "ok", "high": "ok", "level": "registered_not_differentiable", "tilt": "ok"}
# culprit: {"level": 1}
# notes: Inside tf.function both branches of the if are part of the graph, so both rates get (zero or real) gradients; the level is only compared.
# --- setup ---
import tensorflow as tf

low = tf.Variable(0.1)
high = tf.Variable(0.9)
level = tf.Variable(2.0)
tilt = tf.Variable([1.0, -1.0])
@tf.function
def choose(lv, a, b):
    if lv > 1.5:
        rate = b
    else:
        rate = a
    return rate
# --- cell ---
rate = choose(level, low, high)
cost = rate * tf.reduce_sum(tf.exp(tilt))
