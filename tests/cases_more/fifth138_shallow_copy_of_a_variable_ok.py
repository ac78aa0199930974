# source: https://github.com/tensorflow/agents/issues/220
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: copy.copy of a variable shares its storage.
# --- setup ---
import copy
import tensorflow as tf
w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
# --- cell ---
alias = copy.copy(w)
again = [w, alias][1]
loss = tf.reduce_sum(alias * again) + b
