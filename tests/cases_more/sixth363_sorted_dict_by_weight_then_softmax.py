# source: constructed on a guide
# target: y
# sources: w1, w2, w3, t
# expect: {"w1": "ok", "w2": "ok", "w3": "ok", "t": "ok"}
# notes: All variables are in the sum; the sort order is only cosmetics.
# --- setup ---
import numpy as np
import tensorflow as tf
w1, w2, w3, t = (tf.Variable(v) for v in (0.3, 0.9, 0.6, 0.5))
# --- cell ---
table = {"a": w1, "b": w2, "c": w3}
ranked = dict(sorted(table.items(), key=lambda kv: -float(kv[1])))
print(" > ".join(ranked))
z = tf.stack(list(ranked.values())) / float(t) * t
y = tf.reduce_sum(tf.nn.softmax(z) * tf.range(3, dtype=tf.float32))
