# source: constructed on a guide
# target: s
# sources: a, b, fill, extra
# expect: {"a": "ok", "b": "ok", "fill": "ok", "extra": "registered_not_differentiable"}
# culprit: {"extra": 1}
# notes: zip_longest pads with a variable; extra is turned into a sign of the term.
# --- setup ---
import numpy as np
import tensorflow as tf
from itertools import zip_longest
a, b = tf.Variable([1.0, 2.0, 3.0]), tf.Variable([0.5, 0.7])
fill, extra = tf.Variable(0.1), tf.Variable(-0.4)
# --- cell ---
sign = -1.0 if extra < 0 else 1.0
pairs = zip_longest(tf.unstack(a), tf.unstack(b), fillvalue=fill)
s = sign * tf.add_n([x * y for x, y in pairs])
