# source: constructed on a guide
# target: loss
# sources: w, l2
# expect: {"w": "left_tensorflow", "l2": "ok"}
# culprit: {"w": 3}
# notes: A skimage-like score computed via tf.numpy_function inside a keras.losses.Loss subclass.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
def np_pinball(y, p):
    d = y - p
    return np.mean(np.maximum(0.9 * d, -0.1 * d)).astype("float32")
class Pinball(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return tf.numpy_function(np_pinball, [y_true, y_pred], tf.float32)
crit = Pinball(reduction=None)
w = tf.Variable([[0.5], [0.1]])
l2 = tf.Variable(0.01)
X = tf.constant([[1.0, 2.0], [2.0, 0.0], [0.5, 0.5]])
y = tf.constant([[1.0], [1.5], [0.0]])
# --- cell ---
pred = X @ w
pred = tf.nn.softplus(pred)
loss = crit(y, pred) + l2 * 3.0
print("quantile loss", float(loss))
