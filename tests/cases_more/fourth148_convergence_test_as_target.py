# source: constructed
# target: done
# sources: w
# expect: {"w": "registered_not_differentiable"}
# culprit: {"w": 2}
# notes: The target is the result of a comparison.
# --- setup ---
import tensorflow as tf

w = tf.Variable([1e-4, 2e-5])
# --- cell ---
size = tf.reduce_max(tf.abs(w))
done = size < 1e-3
