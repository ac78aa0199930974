# source: https://github.com/keras-team/keras-io/issues/406
# target: total
# sources: warm, cold
# expect: {"warm": "computed_before_tape", "cold": "ok"}
# culprit: {"warm": 2}
# notes: A mutable default argument still holds the square computed in the earlier cell.
# --- setup ---
import tensorflow as tf
def collect(value, store=[]):
    store.append(tf.square(value))
    return tf.add_n(store)
warm, cold = tf.Variable(2.0), tf.Variable(3.0)
collect(warm)
# --- cell ---
scaled = cold * 1.5
total = collect(scaled)
total = total + 1.0
