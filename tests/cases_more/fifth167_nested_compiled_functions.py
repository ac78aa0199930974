# source: https://github.com/tensorflow/tensorflow/issues/27949
# target: loss
# sources: a, b
# expect: {"a": "ok", "b": "stop_gradient"}
# culprit: {"b": 2}
# notes: Three compiled functions deep, in a loop.
# --- setup ---
import tensorflow as tf
@tf.function
def inner(u, v):
    return u * tf.stop_gradient(v)
@tf.function
def outer(u, v):
    total = tf.constant(0.0)
    for _ in range(2):
        total += tf.reduce_sum(inner(u, v))
    return total
class Step(tf.Module):
    @tf.function
    def __call__(self, u, v):
        return outer(tf.tanh(u), tf.tanh(v))
a, b = tf.Variable([0.3, 0.4]), tf.Variable([1.0, -1.0])
step = Step()
# --- cell ---
values = [
    step(a, b),
]
loss = tf.square(values[0])
