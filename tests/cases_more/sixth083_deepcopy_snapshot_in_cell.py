# source: constructed on a guide
# target: loss
# sources: w, b_out
# expect: {"w": "wrong_object", "b_out": "ok"}
# culprit: {"w": 3}
# notes: copy.deepcopy of the module is evaluated instead of the live one.
# --- setup ---
import copy
import numpy as np
import tensorflow as tf
class Linear(tf.Module):
    def __init__(self):
        self.w = tf.Variable([[0.4], [0.9]])
    def __call__(self, x):
        return x @ self.w
layer = Linear()
w = layer.w
b_out = tf.Variable(0.3)
x = tf.constant([[1.0, 2.0], [0.3, 0.1]])
y = tf.constant([[2.0], [0.5]])
# --- cell ---
snap = copy.deepcopy(layer)
print("snapshot taken, |w| =", float(tf.norm(snap.w)))
pred = snap(x) + b_out
err = pred - y
loss = tf.reduce_mean(err ** 2)
