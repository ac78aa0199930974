# source: constructed (dynamic programming: alignment of two series)
# target: distance
# sources: left, right, gap, slope
# expect: {"left": "ok", "right": "ok", "gap": "not_taken_branch", "slope": "integer_dtype"}
# culprit: {"gap": 12, "slope": 1}
# notes: Python's min picks one of three tensors in every cell of the table; the gap penalty is never on the best way. The window is an integer.
# --- setup ---
import tensorflow as tf

left = tf.Variable([0.1, 0.5, 0.9])
right = tf.Variable([0.0, 0.6, 1.0])
gap = tf.Variable(5.0)
slope = tf.Variable(1.8)
# --- cell ---
window = tf.cast(slope, tf.int32)
table = {(-1, -1): tf.constant(0.0)}
far = tf.constant(1e6)
for i in range(3):
    for j in range(3):
        if abs(i - j) > window:
            continue
        cost = tf.square(left[i] - right[j])
        diagonal = table.get((i - 1, j - 1), far)
        sideways = table.get((i, j - 1), far) + gap
        downwards = table.get((i - 1, j), far) + gap
        table[i, j] = cost + min(diagonal, sideways, downwards)
distance = tf.sqrt(table[2, 2] + 1e-6) / tf.cast(window, tf.float32)
