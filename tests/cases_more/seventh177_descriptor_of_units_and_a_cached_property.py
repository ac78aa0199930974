# source: constructed (geometry class with a cached property)
# target: volume
# sources: side, height, density, tilt
# expect: {"side": "computed_before_tape", "height": "ok", "density": "ok", "tilt": "computed_before_tape"}
# culprit: {"side": 1, "tilt": 1}
# notes: cached_property keeps the base area that was computed when the object was inspected in the setup; the tilt went into it too.
# --- setup ---
from functools import cached_property
import tensorflow as tf

class Prism:
    def __init__(self, side, height, tilt):
        self.side, self.height, self.tilt = side, height, tilt
    @cached_property
    def base_area(self):
        return self.side ** 2 * tf.cos(self.tilt)
    @property
    def volume(self):
        return self.base_area * self.height
side, height, tilt = tf.Variable(2.0), tf.Variable(5.0), tf.Variable(0.1)
density = tf.Variable(1.3)
prism = Prism(side, height, tilt)
print("base", prism.base_area.numpy())
# --- cell ---
mass = density * prism.volume
volume = mass / 2.0
