# source: https://github.com/tensorflow/tensorflow/issues/38453
# target: product
# sources: a, shift
# expect: {"a": "stateful_op", "shift": "ok"}
# culprit: {"a": 2}
# notes: A loop over a data set inside a tf.function becomes a data set reduction, through which nothing comes back.
# --- setup ---
import tensorflow as tf

dataset = tf.data.Dataset.from_tensor_slices([2.0, 3.0])
a = tf.Variable(1.5)
shift = tf.Variable(0.5)
@tf.function
def chain(x):
    for item in dataset:
        x = x * item
    return x
# --- cell ---
start = tf.identity(a)
b = chain(start)
product = b + shift * 2.0
print("after the loop", b.numpy())
