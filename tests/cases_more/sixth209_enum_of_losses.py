# source: constructed on a guide
# target: total
# sources: w, b, reg
# expect: {"w": "registered_not_differentiable", "b": "registered_not_differentiable", "reg": "ok"}
# culprit: {"w": 5, "b": 5}
# notes: The enum member chosen is the zero-one loss.
# --- setup ---
import numpy as np
import tensorflow as tf
from enum import Enum
w = tf.Variable([[0.5], [-0.4]])
b = tf.Variable(0.05)
reg = tf.Variable(0.01)
X = tf.constant([[1.0, 2.0], [0.0, 1.0], [2.0, 0.5]])
y = tf.constant([1.0, -1.0, 1.0])
# --- cell ---
def _hinge(y, m):
    return tf.nn.relu(1.0 - y * m)

def _zero_one(y, m):
    return tf.cast(y * m < 0.0, tf.float32)

class Loss(Enum):
    HINGE = (_hinge,)
    ZERO_ONE = (_zero_one,)

    def __call__(self, *args):
        return self.value[0](*args)

margin = tf.squeeze(X @ w, -1) + b
total = tf.reduce_mean(Loss.ZERO_ONE(y, margin)) + reg * 4.0
