# source: constructed (a mutable default argument carries terms from an earlier cell)
# target: total
# sources: old, new, power
# expect: {"old": "computed_before_tape", "new": "ok", "power": "ok"}
# culprit: {"old": 1}
# notes: The default list still holds the term of the warm-up call with old; it is added as a constant.
# --- setup ---
import tensorflow as tf

old, new = tf.Variable([1.0, 2.0]), tf.Variable([0.3, 0.6])
power = tf.Variable(2.0)

def penalty(w, p=2.0, terms=[]):
    terms.append(tf.reduce_sum(tf.pow(tf.abs(w), p)))
    return tf.add_n(terms)

print("warm-up:", penalty(old).numpy())
# --- cell ---
total = tf.sqrt(penalty(new, power))
