# source: constructed (values through a Python list)
# target: spread
# sources: points, shift
# expect: {"points": "left_tensorflow", "shift": "ok"}
# culprit: {"points": 1}
# notes: The coordinates become a list of Python numbers in order to be sorted with sorted().
# --- setup ---
import tensorflow as tf

points = tf.Variable([3.0, -1.0, 2.0])
shift = tf.Variable(0.1)
# --- cell ---
values = (points * 2.0).numpy().tolist()
ordered = tf.convert_to_tensor(sorted(values))
moved = ordered + shift
spread = moved[-1] * moved[0]
