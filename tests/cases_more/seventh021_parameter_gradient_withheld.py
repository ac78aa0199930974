# source: https://github.com/tensorflow/tensorflow/issues/41836
# target: loss
# sources: first_param, second_param, x
# options: --watch x
# expect: {"first_param": "ok", "second_param": "custom_gradient_none", "x": "ok"}
# culprit: {"second_param": 3}
# notes: Layers built on operations with custom gradients; the author of the second one only needed the derivative for the input.
# --- setup ---
import tensorflow as tf

@tf.custom_gradient
def squared(v, param):
    def grad(upstream):
        return upstream * 2.0 * param * v, tf.reduce_sum(upstream * v ** 2)
    return param * v ** 2, grad
@tf.custom_gradient
def cubed(v, param):
    def grad(upstream):
        return upstream * 3.0 * v ** 2, None
    return v ** 3 + param, grad
class Power(tf.Module):
    def __init__(self, op, start):
        super().__init__()
        self.op, self.param = op, tf.Variable(start)
    def __call__(self, v):
        return self.op(v, self.param)
chain = [Power(squared, 0.8), Power(cubed, 0.1)]
first_param, second_param = chain[0].param, chain[1].param
x = tf.constant([0.5, 1.5])
# --- cell ---
h = x
for block in chain:
    h = block(h)
loss = tf.reduce_mean(h)
