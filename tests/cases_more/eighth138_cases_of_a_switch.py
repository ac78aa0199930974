# source: https://www.tensorflow.org/api_docs/python/tf/switch_case
# target: out
# sources: linear, quad, cubic, offset
# expect: {"linear": "not_taken_branch", "quad": "ok", "cubic": "ok", "offset": "ok"}
# culprit: {"linear": 1}
# notes: Outside of a tf.function the switch calls only the chosen branch; inside of one every branch is connected.
# --- setup ---
import tensorflow as tf

linear, quad, cubic, offset = (tf.Variable(v) for v in (0.5, 1.5, -0.5, 0.2))
t = tf.constant([0.5, 1.0, 2.0])
def pick(index, first, second):
    return tf.switch_case(index, {0: lambda: first * t, 1: lambda: second * t ** 2}, default=lambda: t)
# --- cell ---
eager = pick(tf.constant(1), linear, quad)
graph = tf.function(pick)(tf.constant(0), offset, cubic)
out = tf.reduce_sum(eager - graph)
