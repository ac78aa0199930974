# source: https://github.com/tensorflow/agents/issues/220
# target: loss
# sources: backup, w
# expect: {"backup": "wrong_object", "w": "ok"}
# culprit: {"backup": 1}
# notes: The gradient is asked for a copy that was made of the variable.
# --- setup ---
import tensorflow as tf
w = tf.Variable([0.3, 0.7])
backup = tf.Variable(w)
x = tf.constant([1.0, -1.0])
# --- cell ---
h = tf.tanh(x * w)
loss = tf.reduce_sum(h ** 2)
