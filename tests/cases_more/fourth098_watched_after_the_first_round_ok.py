# source: constructed
# target: total
# sources: x, k
# expect: {"x": "ok", "k": "ok"}
# notes: In the first round x is used before it is watched, but the second round uses it again (no false alarm).
# --- setup ---
import tensorflow as tf

x, k = tf.constant([0.2, 0.5]), tf.Variable(2.0)
# --- cell ---
total = tf.constant(0.0)
for i in range(2):
    total += tf.reduce_sum(tf.sin(k * x))
    tape.watch(x)
