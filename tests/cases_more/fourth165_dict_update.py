# source: constructed
# target: loss
# sources: p['w'], p['b']
# expect: {"p['w']": "replaced_by_tensor", "p['b']": "ok"}
# culprit: {"p['w']": 2}
# notes: 
# --- setup ---
import tensorflow as tf

p = {"w": tf.Variable([1.0, 2.0]), "b": tf.Variable(0.5)}
# --- cell ---
loss = tf.reduce_sum(p["w"] ** 2) * p["b"]
p.update(w=p["w"] * 0.9)
