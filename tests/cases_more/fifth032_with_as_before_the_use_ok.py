# source: https://github.com/tensorflow/tensorflow/issues/27660
# target: loss
# sources: w, c
# expect: {"w": "ok", "c": "ok"}
# notes: Here the with statement rebinds the name first; the tensor it binds is what the loss uses.
# --- setup ---
import contextlib
import tensorflow as tf
w = tf.Variable([1.0, -2.0])
c = tf.Variable(0.5)
@contextlib.contextmanager
def normalised(value):
    yield value / tf.norm(value)
# --- cell ---
with normalised(w) as w:
    score = tf.reduce_sum(tf.exp(c * w))
loss = tf.math.log(score)
