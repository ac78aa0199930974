# source: constructed on a guide
# target: loss
# sources: gain, offset, w
# expect: {"gain": "ok", "offset": "left_tensorflow", "w": "ok"}
# culprit: {"offset": 7}
# notes: Two generators feed the loop; the second one yields plain floats made from offset.
# --- setup ---
import numpy as np
import tensorflow as tf
from itertools import count, islice
gain = tf.Variable(1.5)
offset = tf.Variable(0.2)
w = tf.Variable([0.3, 0.4, 0.3])
signal = tf.constant([0.1, 0.5, 0.9, 0.4, 0.2, 0.7])
# --- cell ---
def windows(sig, n):
    for start in range(len(sig) - n + 1):
        yield gain * sig[start:start + n]

def shifts():
    for k in count():
        yield float(offset) * k

loss = 0.0
for win, s in zip(windows(signal, 3), islice(shifts(), 10)):
    loss += tf.square(tf.tensordot(win, w, 1) - s)
