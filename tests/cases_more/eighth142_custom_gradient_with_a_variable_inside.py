# source: https://www.tensorflow.org/api_docs/python/tf/custom_gradient
# target: loss
# sources: x, k, b
# expect: {"x": "ok", "k": "custom_gradient_none", "b": "ok"}
# culprit: {"k": 1}
# notes: The hand-written backward function of the first layer answers None for the variable it uses; the second one returns a proper gradient for its variable.
# --- setup ---
import tensorflow as tf

x, k, b = tf.Variable([0.5, -1.0]), tf.Variable(2.0), tf.Variable(0.3)
@tf.custom_gradient
def scaled(v):
    def backward(up, variables=()):
        slope = tf.identity(k)
        return up * slope, [None for _ in variables]
    return v * k, backward
@tf.custom_gradient
def shifted(v):
    def backward(up, variables=()):
        return up, [tf.reduce_sum(up) for _ in variables]
    return v + b, backward
# --- cell ---
y = scaled(tf.identity(x))
z = shifted(y)
loss = tf.reduce_sum(tf.sigmoid(z))
