# source: constructed
# target: loss
# sources: net.w, gate
# expect: {"net.w": "ok", "gate": "not_taken_branch"}
# culprit: {"gate": 1}
# notes: The method applies the gate only if the object has an attribute that nobody set.
# --- setup ---
import tensorflow as tf

gate = tf.Variable([0.5, 0.2])
class Net:
    def __init__(self):
        self.w = tf.Variable([1.0, -1.0])
    def forward(self, x):
        y = self.w * x
        if hasattr(self, "gated"):
            y = y * tf.sigmoid(gate)
        return y
net = Net()
x = tf.constant([2.0, 3.0])
# --- cell ---
out = net.forward(x)
loss = tf.reduce_sum(out ** 2)
