# source: constructed (tf.cond outside of a tf.function)
# target: out
# sources: warm, cold
# expect: {"warm": "not_taken_branch", "cold": "ok"}
# culprit: {"warm": 2}
# notes: In eager mode tf.cond calls only one of its two functions.
# --- setup ---
import tensorflow as tf

warm, cold = tf.Variable(3.0), tf.Variable(0.3)
temperature = tf.constant(12.0)
# --- cell ---
is_warm = temperature > 20.0
rate = tf.cond(is_warm, lambda: tf.exp(warm), lambda: tf.exp(cold))
out = rate * 2.0
