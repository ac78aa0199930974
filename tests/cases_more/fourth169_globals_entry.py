# source: constructed
# target: loss
# sources: w
# expect: {"w": "replaced_by_tensor"}
# culprit: {"w": 2}
# notes: 
# --- setup ---
import tensorflow as tf

w = tf.Variable([1.0, 2.0])
# --- cell ---
loss = tf.reduce_sum(w ** 2)
globals()["w"] = w * 0.9
