# source: constructed
# target: loss
# sources: raw, mix
# expect: {"raw": "stateful_op", "mix": "ok"}
# culprit: {"raw": 1}
# notes: A new variable gets its first value from a lambda that reads raw.
# --- setup ---
import tensorflow as tf

raw, mix = tf.Variable([0.2, 0.7]), tf.Variable([1.0, 3.0])
# --- cell ---
probs = tf.Variable(lambda: tf.nn.softmax(raw))
loss = tf.reduce_sum(probs * mix)
