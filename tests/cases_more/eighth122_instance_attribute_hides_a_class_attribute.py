# source: constructed (class attributes)
# target: loss
# sources: temp, bias, w
# expect: {"temp": "not_connected", "bias": "ok", "w": "ok"}
# culprit: {"temp": 2}
# notes: The instance gets its own temperature, a plain number; the bias of the instance is a tensor computed from the class's variable.
# --- setup ---
import tensorflow as tf

class Head:
    temp = tf.Variable(1.0)
    bias = tf.Variable([0.1, -0.1])
    def __call__(self, z):
        return tf.nn.softmax((z + self.bias) / self.temp)
temp, bias = Head.temp, Head.bias
w = tf.Variable([[0.2, 0.5], [0.3, -0.4]])
x = tf.constant([[1.0, 2.0]])
# --- cell ---
head = Head()
head.temp = 0.7
head.bias = 0.5 * head.bias
p = head(x @ w)
loss = -tf.reduce_sum(tf.math.log(p[:, 0]))
