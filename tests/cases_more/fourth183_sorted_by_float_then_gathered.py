# source: constructed
# target: loss
# sources: key_w, val
# expect: {"key_w": "left_tensorflow", "val": "ok"}
# culprit: {"key_w": 1}
# notes: 
# --- setup ---
import tensorflow as tf

key_w, val = tf.Variable([0.3, 0.1, 0.2]), tf.Variable([1.0, 2.0, 3.0])
# --- cell ---
order = sorted(range(3), key=lambda i: float(key_w[i]))
loss = tf.reduce_sum(tf.gather(val, order)[:2])
