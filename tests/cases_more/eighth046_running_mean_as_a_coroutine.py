# source: constructed (coroutine with send)
# target: loss
# sources: teacher, student, weight
# expect: {"teacher": "ok", "student": "left_tensorflow", "weight": "ok"}
# culprit: {"student": 9}
# notes: One coroutine keeps tensors, the other one sums Python floats; both are fed by send.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(846)
teacher, student = (tf.Variable(rng.normal(size=(3,)).astype("float32")) for _ in range(2))
weight = tf.Variable(0.5)
rows = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
def tensor_mean():
    seen, value = [], (yield)
    while True:
        seen.append(value)
        value = yield tf.add_n(seen) / len(seen)
def float_mean():
    total, n, value = 0.0, 0, (yield)
    while True:
        total += float(value)
        n += 1
        value = yield total / n
a, b = tensor_mean(), float_mean()
next(a), next(b)
for row in tf.unstack(rows):
    mean_a = a.send(tf.reduce_sum(tf.tanh(row * teacher)))
    mean_b = b.send(tf.reduce_sum(tf.tanh(row * student)))
loss = (mean_a - weight * mean_b) ** 2
