# source: https://github.com/tensorflow/tensorflow/issues/47288
# target: loss
# sources: pred, w
# expect: {"pred": "left_tensorflow", "w": "ok"}
# culprit: {"pred": 4}
# notes: Dynamic time warping in NumPy.
# --- setup ---
import numpy as np
import tensorflow as tf
def dtw(a, b):
    cost = np.abs(a[:, None] - b[None, :])
    for i in range(1, len(a)):
        for j in range(1, len(b)):
            cost[i, j] += min(cost[i - 1, j], cost[i, j - 1], cost[i - 1, j - 1])
    return cost[-1, -1].astype("float32")
pred, w = tf.Variable([0.1, 0.5, 0.9]), tf.Variable(0.5)
goal = tf.constant([0.0, 0.6, 1.0])
# --- cell ---
class AlignmentLoss:
    def __call__(self, a, b):
        return tf.ensure_shape(
            tf.numpy_function(dtw, [a, b], tf.float32),
            [],
        )
loss = w * AlignmentLoss()(pred, goal) + w ** 2
