# source: constructed
# target: loss
# sources: p['w'], p['b']
# expect: {"p['w']": "replaced_by_tensor", "p['b']": "replaced_by_tensor"}
# culprit: {"p['w']": 2, "p['b']": 2}
# notes: 
# --- setup ---
import tensorflow as tf

p = {"w": tf.Variable([1.0, 2.0]), "b": tf.Variable(0.5)}
# --- cell ---
loss = tf.reduce_sum(p["w"] ** 2) * p["b"]
p = {k: v * 0.9 for k, v in p.items()}
