# source: constructed
# target: loss
# sources: net.w, t
# expect: {"net.w": "wrong_object", "t": "ok"}
# culprit: {"net.w": 2}
# notes: 
# --- setup ---
import tensorflow as tf

class Net(tf.Module):
    def __init__(self):
        self.w = tf.Variable([1.0, 2.0])
    def __call__(self, x):
        return self.w * x
net, t = Net(), tf.Variable(0.5)
# --- cell ---
fresh = Net()
loss = tf.reduce_sum(fresh(tf.constant([1.0, 1.0])) * t)
