# source: constructed (builtins on tensors versus the math module)
# target: score
# sources: a, b, c, d
# expect: {"a": "ok", "b": "left_tensorflow", "c": "ok", "d": "ok"}
# culprit: {"b": 2}
# notes: sum(), math.prod() and abs() only use the tensors' own operators and stay in TensorFlow; math.fsum() converts every element to a float.
# --- setup ---
import math
import tensorflow as tf

a = tf.Variable([1.0, 2.0, 4.0])
b = tf.Variable([0.5, 0.25, 0.125])
c = tf.Variable([1.1, 0.9, 1.3])
d = tf.Variable(-2.0)
# --- cell ---
mean = sum(a) / 3.0
weight = math.fsum(b)
growth = math.prod(c)
score = mean * weight + growth * abs(d)
