# source: https://github.com/tensorflow/tensorflow/issues/33205
# target: loss
# sources: w, twin_w
# expect: {"w": "wrong_object", "twin_w": "ok"}
# culprit: {"w": 1}
# notes: The forward pass uses the network restored from a checkpoint of the first.
# --- setup ---
import os, tempfile
import tensorflow as tf
class Net(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[0.5], [0.7]])
    def __call__(self, x):
        return x @ self.w
net, twin = Net(), Net()
net.w.assign([[1.5], [-0.5]])
path = tf.train.Checkpoint(net=net).write(os.path.join(tempfile.mkdtemp(), "ckpt"))
tf.train.Checkpoint(net=twin).restore(path)
w, twin_w = net.w, twin.w
x = tf.constant([[1.0, 2.0]])
# --- cell ---
out = twin(x)
loss = tf.reduce_sum(tf.square(out - 1.0))
