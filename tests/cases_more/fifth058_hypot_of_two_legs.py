# source: https://github.com/tensorflow/tensorflow/issues/61199
# target: loss
# sources: dx, dy, k
# expect: {"dx": "left_tensorflow", "dy": "left_tensorflow", "k": "ok"}
# culprit: {"dx": 6, "dy": 6}
# notes: math.hypot makes a float of its arguments.
# --- setup ---
import math
import tensorflow as tf
dx, dy = tf.Variable(3.0), tf.Variable(4.0)
k = tf.Variable(0.2)
# --- cell ---
class Spring:
    rest = 1.0
    def __init__(self, stiffness):
        self.stiffness = stiffness
    def stretch(self, legs):
        return math.hypot(*legs) - self.rest
    def energy(self, *legs):
        return 0.5 * self.stiffness * self.stretch(legs) ** 2
loss = Spring(k).energy(dx, dy)
