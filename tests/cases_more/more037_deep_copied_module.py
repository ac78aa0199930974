# source: constructed (copy.deepcopy of a tf.Module)
# target: loss
# sources: w_old, w_new
# expect: {"w_old": "wrong_object", "w_new": "ok"}
# culprit: {"w_old": 1}
# notes: The forward pass uses the copy; the gradient is asked for the variable of the original.
# --- setup ---
import copy
import tensorflow as tf

class Affine(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[0.5], [1.5]], name="w")
    def __call__(self, x):
        return x @ self.w
net = Affine()
snapshot = copy.deepcopy(net)
w_old, w_new = net.w, snapshot.w
x = tf.constant([[1.0, 2.0]])
# --- cell ---
pred = snapshot(x)
loss = tf.reduce_sum(pred ** 2)
