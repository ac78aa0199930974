# source: https://github.com/tensorflow/tensorflow/issues/30234
# target: loss
# sources: rate, w
# expect: {"rate": "replaced_by_tensor", "w": "ok"}
# culprit: {"rate": 3}
# notes: A schedule printed afterwards rebinds the learning rate with a walrus.
# --- setup ---
import tensorflow as tf
rate = tf.Variable(0.1)
w = tf.Variable([1.0, 2.0])
# --- cell ---
loss = tf.reduce_sum((w - rate * 2.0 * w) ** 2)
schedule = [
    (rate := rate * 0.5)
    for _ in range(3)
]
print([float(r) for r in schedule])
