# source: constructed
# target: loss
# sources: w, mask
# expect: {"w": "ok", "mask": "not_connected"}
# culprit: {"mask": 2}
# notes: The mask is a plain tensor that is neither watched nor used; no way at all comes before the missing watch.
# --- setup ---
import tensorflow as tf

w = tf.Variable([1.0, 2.0])
mask = tf.constant([1.0, 0.0])
# --- cell ---
masked = w * mask
loss = tf.reduce_sum(w ** 2)
