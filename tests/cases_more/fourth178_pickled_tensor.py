# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 1}
# notes: 
# --- setup ---
import pickle
import tensorflow as tf
w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
# --- cell ---
raw = pickle.dumps(tf.sin(w))
back = pickle.loads(raw)
loss = tf.reduce_sum(back * b)
