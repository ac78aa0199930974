# source: constructed (penalty computed once, added later)
# target: loss
# sources: w, extra
# expect: {"w": "ok", "extra": "computed_before_tape"}
# culprit: {"extra": 2}
# notes: The penalty is an old number; w is connected through the data term all the same.
# --- setup ---
import tensorflow as tf

w, extra = tf.Variable([1.0, -1.0]), tf.Variable([0.5, 0.5])
x = tf.constant([2.0, 1.0])
penalty = 0.1 * (tf.nn.l2_loss(w) + tf.nn.l2_loss(extra))
# --- cell ---
data_term = tf.square(tf.tensordot(w, x, 1) - 1.0)
loss = data_term + penalty
