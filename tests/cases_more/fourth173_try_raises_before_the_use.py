# source: constructed
# target: loss
# sources: w, extra
# expect: {"w": "ok", "extra": "not_taken_branch"}
# culprit: {"extra": 3}
# notes: 
# --- setup ---
import tensorflow as tf

w, extra = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
cfg = {"n": "auto"}
# --- cell ---
loss = tf.reduce_sum(tf.sin(w))
try:
    n = int(cfg["n"])
    loss += n * tf.exp(extra)
except ValueError:
    print("no extra term")
