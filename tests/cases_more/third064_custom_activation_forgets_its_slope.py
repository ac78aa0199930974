# source: constructed (custom gradient with two arguments)
# target: loss
# sources: x_in, slope, bias
# expect: {"x_in": "ok", "slope": "custom_gradient_none", "bias": "ok"}
# culprit: {"slope": 2}
# notes: The backward function returns None for the second argument; the comparison inside the forward pass is not to blame.
# --- setup ---
import tensorflow as tf

@tf.custom_gradient
def leaky(x, a):
    positive = tf.cast(x > 0.0, x.dtype)
    y = positive * x + (1.0 - positive) * a * x
    def backward(dy):
        return dy * (positive + (1.0 - positive) * a), None
    return y, backward
x_in = tf.Variable([-1.0, 0.5, -0.2])
slope = tf.Variable(0.1)
bias = tf.Variable(0.05)
# --- cell ---
pre = x_in - bias
act = leaky(pre, slope)
loss = tf.reduce_sum(act ** 2)
