# source: constructed (training copy of a pretrained variable)
# target: loss
# sources: pretrained, tuned
# expect: {"pretrained": "wrong_object", "tuned": "ok"}
# culprit: {"pretrained": 1}
# notes: tf.Variable(pretrained) copied the value long before the cell; only the copy is used.
# --- setup ---
import tensorflow as tf

pretrained = tf.Variable([[0.2, 0.8]])
tuned = tf.Variable(pretrained)
x = tf.constant([[1.0], [2.0]])
# --- cell ---
h = x @ tuned
loss = tf.reduce_mean(h ** 2)
