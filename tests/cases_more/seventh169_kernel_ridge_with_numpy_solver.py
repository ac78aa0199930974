# source: constructed (kernel methods exercise)
# target: test_error
# sources: lengthscale, noise, targets, amplitude
# expect: {"lengthscale": "ok", "noise": "left_tensorflow", "targets": "left_tensorflow", "amplitude": "ok"}
# culprit: {"noise": 5, "targets": 5}
# notes: The dual weights come from np.linalg.solve, so noise and targets, which enter there only, are lost; lengthscale and amplitude enter the test kernel again.
# --- setup ---
import numpy as np
import tensorflow as tf

train_x = tf.constant([[0.0], [1.0], [2.0], [3.0]])
test_x = tf.constant([[0.5], [2.5]])
truth = tf.constant([0.4, 0.5])
targets = tf.Variable([0.0, 0.8, 0.9, 0.1])
lengthscale, amplitude, noise = tf.Variable(1.0), tf.Variable(1.2), tf.Variable(0.1)
# --- cell ---
def rbf(p, q):
    gap = p[:, None, :] - q[None, :, :]
    return amplitude * tf.exp(-0.5 * tf.reduce_sum((gap / lengthscale) ** 2, axis=-1))
gram = rbf(train_x, train_x)
alpha = np.linalg.solve(gram + noise * np.eye(4, dtype="float32"), targets)
guess = tf.linalg.matvec(rbf(test_x, train_x), tf.constant(alpha, tf.float32))
test_error = tf.reduce_mean((guess - truth) ** 2)
