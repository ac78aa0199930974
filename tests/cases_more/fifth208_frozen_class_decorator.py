# source: https://github.com/tensorflow/tensorflow/issues/42311
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 1}
# notes: A class decorator turns the tensors of the class into arrays.
# --- setup ---
import numpy as np
import tensorflow as tf
def frozen(cls):
    for name, value in list(vars(cls).items()):
        if tf.is_tensor(value):
            setattr(cls, name, np.array(value))
    return cls
w, b = tf.Variable([0.5, 0.1]), tf.Variable(0.3)
# --- cell ---
@frozen
class Constants:
    weights = w * 2.0
    rounds = 2
score = tf.reduce_sum(Constants.weights * b)
loss = score ** Constants.rounds
