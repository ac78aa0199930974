# source: https://github.com/tensorflow/tensorflow/issues/42311
# target: loss
# sources: gain, w
# expect: {"gain": "left_tensorflow", "w": "ok"}
# culprit: {"gain": 1}
# notes: A partial keeps the gain as a number; the helper multiplies by it later.
# --- setup ---
import functools
import tensorflow as tf
def squash(x, strength):
    return tf.tanh(strength * x)
gain, w = tf.Variable(2.0), tf.Variable([0.3, 0.1])
# --- cell ---
activation = functools.partial(squash, strength=float(gain))
h = w + 1.0
for _ in range(2):
    h = activation(h)
loss = tf.reduce_sum(h)
