# source: constructed (collections.Counter as a polynomial)
# target: value
# sources: a, b, c, d
# expect: {"a": "ok", "b": "ok", "c": "ok", "d": "not_connected"}
# culprit: {"d": 1}
# notes: Counter addition keeps positive entries only: the negative constant term is lost, the sum of b and c is a tensor.
# --- setup ---
from collections import Counter
import tensorflow as tf

a, b, c, d = tf.Variable(0.5), tf.Variable(-1.0), tf.Variable(2.5), tf.Variable(-0.7)
x = tf.constant([1.0, 2.0])
power = {"two": 2, "one": 1, "nil": 0}
# --- cell ---
poly = Counter(two=a, one=b, nil=d) + Counter(one=c)
value = tf.zeros_like(x)
for name, factor in poly.items():
    value += factor * x ** power[name]
