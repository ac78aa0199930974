# source: constructed (evaluation style loss)
# target: loss
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 2, "b": 2}
# notes: np.mean over a list of tensors gives a NumPy scalar, which the tape does not take as a target.
# --- setup ---
import numpy as np
import tensorflow as tf

w, b = tf.Variable([0.5, -0.2]), tf.Variable(0.1)
data = tf.constant(np.random.default_rng(822).normal(size=(9, 3)).astype("float32"))
folds = np.split(np.arange(9), 3)
def fold_error(rows):
    part = tf.gather(data, rows)
    return tf.reduce_mean((tf.linalg.matvec(part[:, :2], w) + b - part[:, 2]) ** 2)
# --- cell ---
baseline = fold_error(folds[0])
loss = np.mean([fold_error(part) for part in folds])
