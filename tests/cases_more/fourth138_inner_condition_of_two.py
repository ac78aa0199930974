# source: constructed
# target: loss
# sources: w, aux
# expect: {"w": "ok", "aux": "not_taken_branch"}
# culprit: {"aux": 4}
# notes: The outer condition holds, the inner one does not.
# --- setup ---
import tensorflow as tf

w, aux = tf.Variable([1.0, -2.0]), tf.Variable(0.1)
training, epoch = True, 2
# --- cell ---
loss = tf.reduce_sum(w ** 2)
if training:
    loss = loss * 2.0
    if epoch >= 5:
        loss += tf.square(aux)
