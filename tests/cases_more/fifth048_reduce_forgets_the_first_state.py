# source: https://github.com/tensorflow/tensorflow/issues/50278
# target: loss
# sources: h0, w
# expect: {"h0": "stop_gradient", "w": "ok"}
# culprit: {"h0": 1}
# notes: functools.reduce runs a helper that detaches the state each time.
# --- setup ---
import functools
import tensorflow as tf
h0 = tf.Variable([[0.1, 0.2]])
w = tf.Variable([[0.5, 0.3], [0.2, -0.4]])
frames = [tf.constant([[0.3, 0.1]]), tf.constant([[0.6, -0.2]]), tf.constant([[0.0, 1.0]])]
def step(state, frame):
    return tf.tanh((tf.stop_gradient(state) + frame) @ w)
# --- cell ---
last = functools.reduce(step, frames, h0)
loss = tf.reduce_sum(last ** 2)
