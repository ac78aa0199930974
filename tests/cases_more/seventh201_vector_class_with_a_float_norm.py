# source: constructed (class exercise: operator overloading)
# target: work
# sources: force, angle, mass, track
# expect: {"force": "ok", "angle": "ok", "mass": "left_tensorflow", "track": "ok"}
# culprit: {"mass": 3}
# notes: A small vector class: sums, products and rotations stay tensors, only __abs__ uses math.hypot.
# --- setup ---
import math
import tensorflow as tf

class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)
    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __matmul__(self, o):
        return self.x * o.x + self.y * o.y
    def __abs__(self):
        return math.hypot(self.x, self.y)
    def turned(self, a):
        c, s = tf.cos(a), tf.sin(a)
        return Vec(c * self.x - s * self.y, s * self.x + c * self.y)
force, angle = tf.Variable(2.0), tf.Variable(0.3)
mass, track = tf.Variable(1.5), tf.Variable([3.0, 1.0])
# --- cell ---
pull = Vec(force, 0.0).turned(angle)
weight = Vec(0.0, -9.81) * mass
normal = abs(weight)
path = Vec(*tf.unstack(track))
work = pull @ path - 0.2 * normal * tf.norm(track)
