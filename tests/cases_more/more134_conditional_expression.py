# source: constructed (ternary chooses a scale)
# target: y
# sources: wide, narrow
# expect: {"wide": "not_taken_branch", "narrow": "ok"}
# culprit: {"wide": 2}
# notes: A conditional expression evaluates only one of its two sides.
# --- setup ---
import tensorflow as tf

wide, narrow = tf.Variable(2.0), tf.Variable(0.5)
training = False
x = tf.constant([0.1, 0.2])
# --- cell ---
base = tf.reduce_sum(x)
y = base * (wide if training else narrow)
