# source: constructed (operator overloading: intervals)
# target: width
# sources: a, b, c, d
# expect: {"a": "ok", "b": "ok", "c": "not_taken_branch", "d": "ok"}
# culprit: {"c": 8}
# notes: Products take the corners with tf.reduce_min, intersections with Python's max and min: of two bounds only the tighter one survives.
# --- setup ---
import tensorflow as tf

a, b, c, d = tf.Variable(1.0), tf.Variable(2.5), tf.Variable(-3.0), tf.Variable(4.0)
k = tf.constant([0.5, 2.0])
# --- cell ---
class Interval:
    def __init__(self, lo, hi):
        self.lo, self.hi = lo, hi
    def __mul__(self, other):
        corners = tf.stack([p * q for p in self for q in other])
        return Interval(tf.reduce_min(corners), tf.reduce_max(corners))
    def __and__(self, other):
        return Interval(max(self.lo, other.lo), min(self.hi, other.hi))
    def __iter__(self):
        yield from (self.lo, self.hi)
    def __abs__(self):
        return self.hi - self.lo
measured = Interval(a, b) * Interval(*tf.unstack(k))
allowed = Interval(c, d)
width = abs(measured & allowed) * d
