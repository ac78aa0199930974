# source: constructed
# target: loss
# sources: params[0], params[1]
# expect: {"params[0]": "ok", "params[1]": "ok"}
# notes: copy.copy of the list and a snapshot by numpy leave the variables the same objects (no false alarm).
# --- setup ---
import copy
import tensorflow as tf

params = [tf.Variable([1.0, 2.0]), tf.Variable(0.5)]
x = tf.constant([0.3, 0.4])
# --- cell ---
work = copy.copy(params)
backup = [p.numpy().copy() for p in params]
w, b = work
loss = (tf.reduce_sum(w * x) + b) ** 2
for p, old in zip(params, backup):
    p.assign(old)
