# source: https://github.com/tensorflow/tensorflow/issues/17221
# target: loss
# sources: signal, gain
# expect: {"signal": "left_tensorflow", "gain": "ok"}
# culprit: {"signal": 3}
# notes: A coroutine keeps the state of a filter as a float.
# --- setup ---
import tensorflow as tf
def smoother(alpha):
    state = 0.0
    while True:
        value = yield state
        state = alpha * float(value) + (1.0 - alpha) * state
signal, gain = tf.Variable([1.0, 3.0, 2.0]), tf.Variable(0.5)
channel = smoother(0.3)
next(channel)
# --- cell ---
smoothed = []
for value in tf.unstack(signal):
    smoothed.append(channel.send(value * 1.0))
loss = gain * tf.reduce_sum(tf.stack(smoothed)) + gain
