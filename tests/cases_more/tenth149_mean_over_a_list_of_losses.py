# source: constructed (np.mean over a Python list of loss tensors)
# target: loss
# sources: shape_w, colour_w
# expect: {"shape_w": "target_not_tensor", "colour_w": "target_not_tensor"}
# culprit: {"shape_w": 4, "colour_w": 4}
# notes: np.mean converts the list of scalar tensors to an array and returns a NumPy number, so the target is no tensor at all.
# --- setup ---
import numpy as np
import tensorflow as tf

shape_w = tf.Variable([0.4, 0.1])
colour_w = tf.Variable([1.0, 0.3, -0.5])
def terms():
    yield tf.reduce_sum(tf.square(shape_w))
    yield tf.reduce_max(tf.abs(colour_w))
    yield tf.norm(colour_w)
# --- cell ---
losses = list(terms())
worst = max(range(len(losses)), key=lambda i: float(losses[i]))
print("largest term:", worst)
loss = np.mean(losses)
