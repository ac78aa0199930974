# source: https://github.com/tensorflow/tensorflow/issues/42984
# target: loss
# sources: lr, w
# expect: {"lr": "left_tensorflow", "w": "ok"}
# culprit: {"lr": 1}
# notes: The rate travels as a string in the environment.
# --- setup ---
import os
import tensorflow as tf
def setting(name, default):
    return type(default)(os.environ.get(name, default))
lr, w = tf.Variable(0.05), tf.Variable([1.0, 2.0])
# --- cell ---
os.environ["DEMO_RATE"] = str(float(lr) * 2.0)
rate = setting("DEMO_RATE", 0.1)
stepped = w - rate * tf.sign(w)
loss = tf.reduce_sum(stepped ** 2)
