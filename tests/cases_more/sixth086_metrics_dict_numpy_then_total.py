# source: constructed on a guide
# target: total
# sources: w, alpha
# expect: {"w": "left_tensorflow", "alpha": "ok"}
# culprit: {"w": 3}
# notes: Losses are collected as Python floats in a dict for logging and the total is made from that dict.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([0.1, 0.2, 0.3])
alpha = tf.Variable(0.7)
X = tf.constant(np.random.default_rng(0).normal(size=(5, 3)).astype("float32"))
y = tf.constant([1.0, 0.0, 1.0, 1.0, 0.0])
class History:
    def __init__(self): self.rows = []
    def add(self, **row): self.rows.append(row)
history = History()
# --- cell ---
logits = tf.linalg.matvec(X, w)
data = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))
terms = {"data": float(data)}
terms["smooth"] = alpha ** 2
history.add(epoch=len(history.rows), **{k: float(v) for k, v in terms.items()})
total = sum(terms.values())
print(history.rows[-1])
