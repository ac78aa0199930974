# source: constructed (NumPy in a project's helper function)
# target: cost
# sources: weights, alpha
# expect: {"weights": "left_tensorflow", "alpha": "ok"}
# culprit: {"weights": 1}
# notes: The portfolio helper, defined earlier, uses np.dot; the cell only shows the call.
# --- setup ---
import numpy as np
import tensorflow as tf

weights = tf.Variable([0.2, 0.5, 0.3])
alpha = tf.Variable(0.5)
cov = np.diag([0.1, 0.2, 0.3]).astype("float32")
def variance(v):
    inner = np.dot(cov, v)
    return np.dot(v, inner)
# --- cell ---
risk = variance(weights)
cost = alpha * risk + 0.01
