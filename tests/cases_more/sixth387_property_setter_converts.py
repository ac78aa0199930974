# source: constructed on a guide
# target: out
# sources: gain, offset
# expect: {"gain": "left_tensorflow", "offset": "ok"}
# culprit: {"gain": 1}
# notes: A property setter converts to float.
# --- setup ---
import numpy as np
import tensorflow as tf
class Amp:
    def __init__(self, gain, offset):
        self.gain, self.offset = gain, offset
    @property
    def gain(self):
        return self._gain
    @gain.setter
    def gain(self, v):
        self._gain = float(v)
    def __call__(self, x):
        return self.gain * x + self.offset
gain, offset = tf.Variable(2.0), tf.Variable(0.1)
# --- cell ---
amp = Amp(gain, offset)
out = tf.reduce_sum(tf.tanh(amp(tf.constant([0.1, 0.2]))))
