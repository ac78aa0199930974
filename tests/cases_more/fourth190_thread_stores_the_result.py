# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "computed_before_tape", "b": "ok"}
# culprit: {"w": 4}
# notes: 
# --- setup ---
import threading
import tensorflow as tf
w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
# --- cell ---
out = {}
th = threading.Thread(target=lambda: out.update(h=tf.sin(w)))
th.start(); th.join()
loss = tf.reduce_sum(out["h"] * b)
