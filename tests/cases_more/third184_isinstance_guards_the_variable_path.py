# source: constructed (library helper with a type check)
# target: loss
# sources: rate, x_shift
# expect: {"rate": "not_taken_branch", "x_shift": "ok"}
# culprit: {"rate": 2}
# notes: The helper uses the rate only when the input is a NumPy array; here it is a tensor.
# --- setup ---
import numpy as np
import tensorflow as tf

rate = tf.Variable(0.3)
x_shift = tf.Variable([0.1, -0.1, 0.0])
def preprocess(x):
    if isinstance(x, np.ndarray):
        x = tf.convert_to_tensor(x) * rate
    return tf.math.log1p(tf.abs(x))
data = tf.constant([0.5, 2.0, -1.0])
# --- cell ---
moved = data + x_shift
feat = preprocess(moved)
loss = tf.reduce_mean(feat ** 2)
print("kinds", type(moved).__name__, feat.dtype.name)
