# source: constructed
# target: loss
# sources: mass, speed
# expect: {"mass": "left_tensorflow", "speed": "ok"}
# culprit: {"mass": 1}
# notes: The constructor of the class converts with float(); only the mass goes through it.
# --- setup ---
import tensorflow as tf

class Mass:
    def __init__(self, value):
        self.value = float(value)
    def kinetic(self, v):
        return 0.5 * self.value * v ** 2
mass, speed = tf.Variable(2.0), tf.Variable(3.0)
# --- cell ---
ball = Mass(mass)
loss = ball.kinetic(speed)
