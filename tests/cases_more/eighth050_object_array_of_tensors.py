# source: constructed (NumPy object arrays)
# target: total
# sources: a, b, c, d
# expect: {"a": "ok", "b": "ok", "c": "left_tensorflow", "d": "left_tensorflow"}
# culprit: {"c": 3, "d": 5}
# notes: An object array only calls the tensors' own operators, so its sum stays connected; a float array and np.stack convert their members.
# --- setup ---
import numpy as np
import tensorflow as tf

a, b, c, d = (tf.Variable(v) for v in (0.5, -1.0, 2.0, 0.3))
def holder(*items):
    box = np.empty(len(items), dtype=object)
    for k, item in enumerate(items):
        box[k] = item
    return box
# --- cell ---
box = holder(a * 2.0, tf.sin(b))
first = box.sum() * 0.5 + (box ** 2)[0]
numbers = np.asarray([c, 2.0 * c], dtype="float32")
second = numbers.sum() * tf.constant(1.5)
third = np.hypot(d, 1.0) * tf.constant(0.7)
total = first + second + third
