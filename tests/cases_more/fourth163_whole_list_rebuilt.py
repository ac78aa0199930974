# source: constructed
# target: loss
# sources: ws[0], ws[1]
# expect: {"ws[0]": "replaced_by_tensor", "ws[1]": "replaced_by_tensor"}
# culprit: {"ws[0]": 2, "ws[1]": 2}
# notes: 
# --- setup ---
import tensorflow as tf

ws = [tf.Variable([1.0, 2.0]), tf.Variable(0.5)]
# --- cell ---
loss = tf.reduce_sum(ws[0] ** 2) * ws[1]
ws = [w * 0.9 for w in ws]
