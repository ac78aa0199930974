# source: constructed
# target: loss
# sources: net.w, head
# expect: {"net.w": "wrong_object", "head": "ok"}
# culprit: {"net.w": 2}
# notes: The module is deep-copied in the cell and only the copy is called.
# --- setup ---
import copy
import tensorflow as tf

class Affine(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[1.0, 0.5], [0.2, 0.3]])
    def __call__(self, x):
        return x @ self.w
net, head = Affine(), tf.Variable([[1.0], [2.0]])
x = tf.constant([[0.5, 0.5]])
# --- cell ---
frozen = copy.deepcopy(net)
h = tf.nn.relu(frozen(x))
loss = tf.reduce_sum(h @ head)
