# source: constructed (same name inside a comprehension)
# target: loss
# sources: w, v
# expect: {"w": "ok", "v": "ok"}
# notes: A comprehension has a scope of its own, so w outside it is still the variable (no false alarm).
# --- setup ---
import tensorflow as tf

w, v = tf.Variable([0.2, 0.4, 0.6]), tf.Variable(3.0)
# --- cell ---
out = v * tf.sin(w)
loss = tf.reduce_sum(out)
sizes = [float(w) for w in tf.unstack(out)]
norms = {v: w for v, w in enumerate(sizes)}
