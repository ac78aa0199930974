# source: constructed
# target: y
# sources: x, k
# expect: {"x": "not_watched", "k": "ok"}
# culprit: {"x": 3}
# notes: tape.watch stands under a condition that is false; x is used in the next line.
# --- setup ---
import tensorflow as tf

x, k = tf.constant([0.2, 0.5]), tf.Variable(2.0)
saliency = False
# --- cell ---
if saliency:
    tape.watch(x)
y = tf.reduce_sum(tf.exp(k * x))
