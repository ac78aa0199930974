# source: https://github.com/tensorflow/tensorflow/issues/30234
# target: loss
# sources: z, hyper, bias
# expect: {"z": "ok", "hyper": "ok", "bias": "ok"}
# notes: Generated weights are set as attributes, twice, by setattr and by assignment.
# --- setup ---
import tensorflow as tf
class Main(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = None
        self.bias = tf.Variable([0.1])
    def __call__(self, x):
        return tf.tanh(x @ self.w + self.bias)
main = Main()
bias = main.bias
z = tf.Variable([[0.3, -0.8]])
hyper = tf.Variable([[0.5, 0.1, 0.2], [0.4, -0.6, 0.9]])
x = tf.constant([[1.0, 0.5, -0.5]])
# --- cell ---
setattr(main, "w", tf.reshape(z @ hyper, [3, 1]))
first = main(x)
main.w = 0.9 * main.w
second = main(x)
loss = tf.reduce_sum(first * second)
