# source: https://github.com/tensorflow/tensorflow/issues/33205
# target: loss
# sources: backbone, head
# expect: {"backbone": "stop_gradient", "head": "ok"}
# culprit: {"backbone": 1}
# notes: A context manager swaps the backbone for a stopped copy while the network runs.
# --- setup ---
import contextlib
import tensorflow as tf
class Net(tf.Module):
    def __init__(self):
        super().__init__()
        self.backbone = tf.Variable([[0.3, 0.4], [-0.2, 0.9]])
        self.head = tf.Variable([[1.0], [0.5]])
    def features(self, x):
        return tf.nn.relu(x @ self.backbone)
    def __call__(self, x):
        return self.features(x) @ self.head
@contextlib.contextmanager
def frozen(module, *names):
    saved = {name: getattr(module, name) for name in names}
    for name, variable in saved.items():
        setattr(module, name, tf.stop_gradient(variable))
    try:
        yield module
    finally:
        for name, variable in saved.items():
            setattr(module, name, variable)
net = Net()
backbone, head = net.backbone, net.head
x, y = tf.constant([[1.0, 2.0], [0.5, 1.5]]), tf.constant([[1.0], [0.0]])
# --- cell ---
with frozen(net, "backbone"):
    answer = net(x)
loss = tf.reduce_mean(tf.square(answer - y))
