# source: constructed
# target: loss
# sources: ws[0], ws[1], ws[2]
# expect: {"ws[0]": "ok", "ws[1]": "ok", "ws[2]": "not_connected"}
# culprit: {"ws[2]": 2}
# notes: Three weights, two inputs: zip ends early and the third weight is never used.
# --- setup ---
import tensorflow as tf

ws = [tf.Variable([v]) for v in (1.0, 2.0, 3.0)]
inputs = [tf.constant([2.0]), tf.constant([0.5])]
# --- cell ---
terms = [w * x for w, x in zip(ws, inputs)]
loss = tf.reduce_sum(tf.stack(terms) ** 2)
