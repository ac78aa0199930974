# source: constructed (late binding of closures)
# target: out
# sources: a, b, c, d
# expect: {"a": "not_connected", "b": "not_connected", "c": "ok", "d": "ok"}
# culprit: {"a": 1, "b": 1}
# notes: The three lambdas share the loop variable, which is c when they are called; the default argument of the second list binds early.
# --- setup ---
import tensorflow as tf

a, b, c, d = (tf.Variable(v) for v in (0.5, 1.5, 2.5, 3.5))
x = tf.constant([1.0, 2.0])
# --- cell ---
late = [lambda x: v * x for v in (a, b, c)]
early = [lambda x, v=v: x + v for v in (c, d)]
y = x
for f in late + early:
    y = tf.sin(f(y))
out = tf.reduce_sum(y)
