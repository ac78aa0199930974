# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 1}
# notes: 
# --- setup ---
import numpy as np
import tensorflow as tf

w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
# --- cell ---
raw = tf.sin(w).numpy().tobytes()
back = np.frombuffer(raw, "float32")
loss = tf.reduce_sum(back * b)
