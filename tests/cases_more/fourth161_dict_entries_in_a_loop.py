# source: constructed
# target: loss
# sources: p['w'], p['b']
# expect: {"p['w']": "replaced_by_tensor", "p['b']": "replaced_by_tensor"}
# culprit: {"p['w']": 4, "p['b']": 4}
# notes: 
# --- setup ---
import tensorflow as tf

p = {"w": tf.Variable([1.0, 2.0]), "b": tf.Variable(0.5)}
# --- cell ---
with tf.GradientTape() as g:
    loss = tf.reduce_sum(p["w"] ** 2) * p["b"]
for k, d in g.gradient(loss, p).items():
    p[k] = p[k] - 0.1 * d
