# source: constructed on a guide
# target: loss
# sources: a_w, b_w, gate_w, spare_w
# expect: {"a_w": "ok", "b_w": "ok", "gate_w": "registered_not_differentiable", "spare_w": "not_connected"}
# culprit: {"gate_w": 2, "spare_w": 3}
# notes: tf.Module tracking: a list of blocks, a hard gate, and one block that forward forgets.
# --- setup ---
import numpy as np
import tensorflow as tf
class Block(tf.Module):
    def __init__(self, s, name=None):
        super().__init__(name=name)
        with self.name_scope:
            self.w = tf.Variable(s * tf.ones([2, 2]), name="w")
    def __call__(self, x):
        return tf.tanh(x @ self.w)

class Net(tf.Module):
    def __init__(self):
        super().__init__()
        self.blocks = [Block(0.1), Block(0.2), Block(0.3)]
        self.gate = Block(0.5, name="gate")
    @tf.Module.with_name_scope
    def __call__(self, x):
        g = tf.cast(self.gate(x) > 0.0, x.dtype)
        for blk in self.blocks[:2]:
            x = blk(x) + x
        return x * g

net = Net()
a_w, b_w, spare_w = (blk.w for blk in net.blocks)
gate_w = net.gate.w
x = tf.constant([[0.5, 1.0]])
# --- cell ---
assert len(net.trainable_variables) == 4
out = net(x)
loss = tf.reduce_sum(out ** 2)
