# source: constructed (copy.copy of a module)
# target: loss
# sources: w, w_of_copy
# expect: {"w": "ok", "w_of_copy": "ok"}
# notes: A shallow copy holds the same variable objects, so both handles are the one that was used (no false alarm).
# --- setup ---
import copy
import tensorflow as tf

class Scale(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([2.0, 3.0])
    def __call__(self, x):
        return self.w * x
layer = Scale()
other = copy.copy(layer)
w, w_of_copy = layer.w, other.w
# --- cell ---
out = other(tf.constant([1.0, -1.0]))
loss = tf.reduce_sum(out ** 2)
