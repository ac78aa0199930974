# source: https://github.com/tensorflow/tensorflow/issues/27660
# target: loss
# sources: w, c
# expect: {"w": "replaced_by_tensor", "c": "ok"}
# culprit: {"w": 3}
# notes: The `as` of a with statement rebinds the name of the variable after use.
# --- setup ---
import contextlib
import tensorflow as tf
w = tf.Variable([1.0, -2.0])
c = tf.Variable(0.5)
@contextlib.contextmanager
def logged(value, name):
    print(name, "mean", float(tf.reduce_mean(value)))
    yield tf.identity(value)
# --- cell ---
score = tf.reduce_sum(tf.exp(c * w))
loss = tf.math.log(score)
with logged(w, "weights") as w:
    history = [w[0], w[1]]
