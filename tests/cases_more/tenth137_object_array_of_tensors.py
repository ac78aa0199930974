# source: constructed (NumPy object arrays keep tensors, float arrays do not)
# target: y
# sources: a, b, c, d
# expect: {"a": "ok", "b": "ok", "c": "not_connected", "d": "left_tensorflow"}
# culprit: {"d": 4}
# notes: An array with dtype=object holds the tensors themselves, so np.trace adds them with their own operators: a and b stay connected, c sits off the diagonal. The float32 array holds numbers.
# --- setup ---
import numpy as np
import tensorflow as tf

a, b, c, d = (tf.Variable(v) for v in (0.5, 1.5, 2.5, 3.5))
# --- cell ---
table = np.array([[a * 2.0, c + 1.0],
                  [c ** 2, a * b]], dtype=object)
diag = np.trace(table)
extra = np.asarray([d * 1.0, d * 2.0],
                   dtype="float32")
y = diag ** 2 + extra.sum()
