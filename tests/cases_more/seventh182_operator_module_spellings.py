# source: constructed (operators as functions)
# target: y
# sources: a, b, n, k, m
# expect: {"a": "ok", "b": "ok", "n": "left_tensorflow", "k": "registered_not_differentiable", "m": "ok"}
# culprit: {"n": 1, "k": 3}
# notes: The functions of the operator module behave as the operators do: matmul, truediv and neg are fine, floordiv is not, and int() leaves TensorFlow.
# --- setup ---
import operator as op
import tensorflow as tf

a = tf.Variable([[1.0, 2.0], [0.5, 1.5]])
b = tf.Variable([[0.2], [0.7]])
n, k, m = tf.Variable(3.2), tf.Variable(1.9), tf.Variable(4.0)
# --- cell ---
prod = op.matmul(op.mul(a, int(n)), b)
parts = op.truediv(op.neg(prod), m)
steps = op.floordiv(k, 0.5)
first = op.itemgetter(0)(parts)
y = op.add(tf.reduce_sum(parts), op.mul(steps, op.getitem(first, 0)))
