# source: constructed (module wraps its hidden state in a tf.Variable)
# target: loss
# sources: w_in, w_out
# expect: {"w_in": "stateful_op", "w_out": "ok"}
# culprit: {"w_in": 1}
# notes: The module keeps its hidden layer as a new variable, "so that it can be inspected later".
# --- setup ---
import tensorflow as tf

class Net(tf.Module):
    def __init__(self):
        super().__init__()
        self.w_in = tf.Variable([[0.5, -0.5], [0.25, 1.0]])
        self.w_out = tf.Variable([[1.0], [2.0]])
    def __call__(self, x):
        self.hidden = tf.Variable(tf.nn.relu(x @ self.w_in))
        return self.hidden @ self.w_out
net = Net()
w_in, w_out = net.w_in, net.w_out
x = tf.constant([[1.0, 2.0], [3.0, 0.5]])
# --- cell ---
y = net(x)
loss = tf.reduce_mean(tf.square(y))
