# source: https://github.com/tensorflow/tensorflow/issues/25333
# target: loss
# sources: a, b, c
# expect: {"a": "ok", "b": "ok", "c": "ok"}
# notes: math.prod, accumulate, reduce and sum only use the operators of the tensors; float() only orders them.
# --- setup ---
import functools, itertools, math, operator
import tensorflow as tf
a, b, c = tf.Variable(0.5), tf.Variable(1.5), tf.Variable(-0.3)
# --- cell ---
factors = [a + 1.0, b, tf.exp(c)]
volume = math.prod(factors)
running = list(itertools.accumulate(factors, operator.mul))
longest = functools.reduce(tf.maximum, factors)
total = sum(f * k for k, f in enumerate(running, start=1))
ordered = sorted(factors, key=float)
loss = volume + total + longest + ordered[0]
