# source: https://github.com/tensorflow/tensorflow/issues/56968
# target: loss
# sources: w
# expect: {"w": "target_not_tensor"}
# culprit: {"w": 3}
# notes: The target's name is bound to the method, not to its result.
# --- setup ---
import tensorflow as tf
class Net(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([1.0, 2.0])
    def loss(self):
        return tf.reduce_sum(self.w ** 2)
net = Net()
w = net.w
# --- cell ---
value = net.loss()
print("loss", float(value))
loss = net.loss
