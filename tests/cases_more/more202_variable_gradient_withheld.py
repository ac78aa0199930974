# source: constructed (custom gradient with a variable inside)
# target: loss
# sources: x, kernel
# expect: {"x": "ok", "kernel": "custom_gradient_none"}
# culprit: {"kernel": 1}
# notes: The backward function returns None in the list for the variables that the function uses.
# --- setup ---
import tensorflow as tf

x, kernel = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
@tf.custom_gradient
def scaled(v):
    def backward(upstream, variables=None):
        return upstream, [None]
    return v * kernel, backward
# --- cell ---
y = scaled(x)
loss = tf.reduce_sum(y ** 2)
