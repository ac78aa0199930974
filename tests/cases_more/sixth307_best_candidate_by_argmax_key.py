# source: constructed on a guide
# target: value
# sources: q, va, vb, vc
# expect: {"q": "registered_not_differentiable", "va": "not_taken_branch", "vb": "ok", "vc": "not_taken_branch"}
# culprit: {"q": 1, "va": 3, "vc": 3}
# notes: The action name is looked up by an argmax; the value dict is read with it.
# --- setup ---
import numpy as np
import tensorflow as tf
q = tf.Variable([0.1, 0.9, 0.4])
va, vb, vc = tf.Variable(1.0), tf.Variable(2.0), tf.Variable(3.0)
names = ["left", "stay", "right"]
# --- cell ---
best = int(tf.argmax(q))
table = dict(zip(names, (va, vb, vc)))
value = tf.exp(-table[names[best]])
