# source: constructed (early stopping on a value returned by a wrapper)
# target: best
# sources: w, margin
# expect: {"w": "target_not_tensor", "margin": "target_not_tensor"}
# culprit: {"w": 3, "margin": 3}
# notes: The helper that remembers the best loss returns a rounded NumPy number.
# --- setup ---
import numpy as np
import tensorflow as tf

w, margin = tf.Variable([0.5, -0.2]), tf.Variable(0.3)
x = tf.constant([[1.0, 2.0], [0.5, -1.0]])
class Best:
    def __init__(self):
        self.value = np.inf
    def __call__(self, loss):
        self.value = min(self.value, np.round(loss.numpy(), 4))
        return self.value
keep = Best()
# --- cell ---
hinge = tf.nn.relu(margin - tf.linalg.matvec(x, w))
loss = tf.reduce_mean(hinge) + 0.1 * tf.reduce_sum(w ** 2)
best = keep(loss)
