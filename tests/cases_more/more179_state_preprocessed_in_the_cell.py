# source: constructed (preprocessing function written in the cell)
# target: value
# sources: pixels, value_w
# expect: {"pixels": "left_tensorflow", "value_w": "ok"}
# culprit: {"pixels": 2}
# notes: The function stands in the cell, so its own line is to blame and not the line that calls it.
# --- setup ---
import numpy as np
import tensorflow as tf

pixels = tf.Variable(np.random.default_rng(0).random((4, 4)).astype("float32"))
value_w = tf.Variable([0.2, 0.4, 0.6, 0.8])
# --- cell ---
def preprocess(frame):
    small = np.asarray(frame)[::2, ::2]
    return tf.reshape(small, [-1])

observation = preprocess(pixels + 0.1)
value = tf.tensordot(observation, value_w, 1)
