# source: constructed
# target: y
# sources: a, b, c
# options: --no-watch-accessed --watch a
# expect: {"a": "ok", "b": "not_watched", "c": "not_watched"}
# notes: A lesson about watch_accessed_variables=False: only the leading coefficient is watched.
# --- setup ---
import tensorflow as tf

a = tf.Variable(1.0, name="a")
b = tf.Variable(-3.0, name="b")
c = tf.Variable(2.0, name="c")

def parabola(x):
    return a * x ** 2 + b * x + c
# --- cell ---
y = parabola(1.5)
root = (-b + tf.sqrt(b ** 2 - 4.0 * a * c)) / (2.0 * a)
y = y + root
