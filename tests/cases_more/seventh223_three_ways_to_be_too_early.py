# source: constructed (default argument, partial and closure built in another cell)
# target: out
# sources: a, b, c, d
# expect: {"a": "computed_before_tape", "b": "computed_before_tape", "c": "computed_before_tape", "d": "ok"}
# culprit: {"a": 1, "b": 2, "c": 3}
# notes: A default argument, a functools.partial and a factory each hold a tensor that was computed when they were made; the lambda holds the variable itself.
# --- setup ---
from functools import partial
import tensorflow as tf

a, b, c, d = (tf.Variable(v) for v in (0.5, 1.5, 2.5, 3.5))
def lift(x, height=tf.exp(a)):
    return x + height
shrink = partial(tf.multiply, tf.sigmoid(b))
def make_bend(v):
    curve = tf.square(v)
    return lambda x: tf.tanh(curve * x)
bend = make_bend(c)
turn = lambda x: tf.sin(d * x)
x = tf.constant([0.1, 0.2, 0.3])
# --- cell ---
y = lift(x)
y = shrink(y)
y = bend(y)
out = tf.reduce_sum(turn(y))
