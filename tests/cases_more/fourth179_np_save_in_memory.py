# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 2}
# notes: 
# --- setup ---
import io
import numpy as np
import tensorflow as tf
w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
# --- cell ---
f = io.BytesIO()
np.save(f, tf.sin(w))
f.seek(0)
loss = tf.reduce_sum(np.load(f) * b)
