# source: https://github.com/tensorflow/tensorflow/issues/55262
# target: loss
# sources: noise, w
# expect: {"noise": "not_taken_branch", "w": "ok"}
# culprit: {"noise": 2}
# notes: The noise is only added in training mode.
# --- setup ---
import tensorflow as tf
class Net:
    training = True
    def __init__(self, w, noise):
        self.w, self.noise = w, noise
    def eval(self):
        self.training = False
        return self
    def __call__(self, x):
        h = x * self.w
        if self.training:
            h = h + self.noise * tf.random.stateless_normal([2], [1, 2])
        return tf.reduce_sum(tf.nn.relu(h))
w, noise = tf.Variable([0.5, 1.0]), tf.Variable(0.1)
net = Net(w, noise)
x = tf.constant([1.0, 2.0])
# --- cell ---
frozen = net.eval()
total = frozen(x)
loss = total ** 2
