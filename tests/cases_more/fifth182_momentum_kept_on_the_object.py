# source: https://github.com/tensorflow/tensorflow/issues/54568
# target: loss
# sources: rate, w
# expect: {"rate": "stateful_op", "w": "ok"}
# culprit: {"rate": 4}
# notes: A learned step size passes the velocity variable of a home-made optimiser.
# --- setup ---
import tensorflow as tf
class Momentum(tf.Module):
    def __init__(self):
        super().__init__()
        self.velocity = tf.Variable([0.0, 0.0], trainable=False)
    def direction(self, grad, rate):
        self.velocity.assign(0.9 * self.velocity + rate * grad)
        return self.velocity
opt = Momentum()
rate, w = tf.Variable(0.1), tf.Variable([1.0, -2.0])
# --- cell ---
with tf.GradientTape() as inner:
    first = tf.reduce_sum(w ** 2)
g = inner.gradient(first, w)
new_w = w - opt.direction(g, rate)
loss = tf.reduce_sum(new_w ** 2)
