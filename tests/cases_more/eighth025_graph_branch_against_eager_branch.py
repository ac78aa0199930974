# source: constructed (conditional computation)
# target: out
# sources: low, high, day, night
# expect: {"low": "ok", "high": "ok", "day": "ok", "night": "not_taken_branch"}
# culprit: {"night": 3}
# notes: tf.cond inside a compiled function gives zeros for the branch that did not run; tf.switch_case run eagerly calls one of its functions only.
# --- setup ---
import tensorflow as tf

low, high, day, night = (tf.Variable(v) for v in (0.2, 0.9, 1.0, 0.5))
@tf.function
def tariff(load):
    return tf.cond(load > 2.0, lambda: load * high, lambda: load * low)
# --- cell ---
gain = tariff(tf.constant(3.5))
index = tf.constant(0)
price = tf.switch_case(index, [lambda: day * gain, lambda: night * gain])
out = tf.math.log1p(price)
