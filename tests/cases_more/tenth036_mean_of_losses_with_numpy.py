# source: constructed
# target: epoch_loss
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 5, "b": 5}
# notes: np.mean over a list of loss tensors gives a NumPy number, which the tape cannot use as its target.
# --- setup ---
import numpy as np
import tensorflow as tf

w = tf.Variable([0.5, -0.2])
b = tf.Variable(0.0)
folds = [(tf.constant([[1.0, 2.0]]), 1.0), (tf.constant([[0.0, -1.0]]), 0.0), (tf.constant([[2.0, 2.0]]), 1.0)]
# --- cell ---
losses = []
for xb, yb in folds:
    p = tf.sigmoid(tf.linalg.matvec(xb, w) + b)
    losses.append(tf.reduce_mean(tf.keras.losses.binary_crossentropy([yb], p)))
epoch_loss = np.mean(losses)
