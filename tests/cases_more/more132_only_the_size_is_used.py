# source: constructed (regulariser divided by the number of weights)
# target: loss
# sources: w, bank
# expect: {"w": "ok", "bank": "registered_not_differentiable"}
# culprit: {"bank": 1}
# notes: Of the second variable only the number of elements is used. Also defensible: not connected.
# --- setup ---
import tensorflow as tf

w, bank = tf.Variable([1.0, 2.0]), tf.Variable(tf.ones([6, 2]))
# --- cell ---
count = tf.cast(tf.size(bank), tf.float32)
loss = tf.reduce_sum(w ** 2) / count
