# source: constructed
# target: loss
# sources: net.w
# expect: {"net.w": "replaced_by_tensor"}
# culprit: {"net.w": 2}
# notes: 
# --- setup ---
import tensorflow as tf

class Net:
    def __init__(self):
        self.w = tf.Variable([1.0, 2.0])
    def step(self):
        self.w = self.w * 0.9
net = Net()
# --- cell ---
loss = tf.reduce_sum(net.w ** 2)
net.step()
