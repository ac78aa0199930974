# source: constructed
# target: loss
# sources: enc_w, head
# expect: {"enc_w": "stateful_op", "head": "ok"}
# culprit: {"enc_w": 1}
# notes: The features are from an earlier cell and are put into a variable in this one; the write is nearest the target.
# --- setup ---
import tensorflow as tf

enc_w, head = tf.Variable([[0.5, 0.2], [0.1, 0.4]]), tf.Variable([[1.0], [0.3]])
x = tf.constant([[1.0, 2.0]])
feats = tf.nn.relu(x @ enc_w)
slot = tf.Variable(tf.zeros([1, 2]))
# --- cell ---
slot.assign(feats * 0.5)
loss = tf.reduce_sum(slot @ head)
