# source: constructed
# target: loss
# sources: w, margin
# expect: {"w": "integer_dtype", "margin": "ok"}
# culprit: {"w": 2}
# notes: in_top_k answers with booleans.
# --- setup ---
import tensorflow as tf

w, margin = tf.Variable([[0.5, 0.1, 0.9], [0.3, 0.2, -0.4]]), tf.Variable(0.2)
x, y = tf.constant([[1.0, 2.0], [-1.0, 0.5]]), tf.constant([2, 0])
# --- cell ---
logits = x @ w
hit = tf.math.in_top_k(y, logits, k=2)
miss = 1.0 - tf.cast(hit, tf.float32)
loss = tf.reduce_mean(miss) * margin
