# source: https://github.com/tensorflow/tensorflow/issues/16028
# target: loss
# sources: t, x, s
# expect: {"t": "ok", "x": "ok", "s": "ok"}
# notes: A unit class prints and sorts by floats, but computes with tensors.
# --- setup ---
import tensorflow as tf
class Quantity:
    def __init__(self, value, unit):
        self.value, self.unit = value, unit
    def __add__(self, other):
        return Quantity(self.value + other.value, self.unit)
    def __rmul__(self, factor):
        return Quantity(factor * self.value, self.unit)
    def __float__(self):
        return float(self.value)
    def __repr__(self):
        return f"{float(self):.2f} {self.unit}"
t, x, s = tf.Variable(0.6), tf.Variable(2.0), tf.Variable(3.0)
# --- cell ---
total = s * Quantity(t, "m") + 2.0 * Quantity(x, "m")
print(total, sorted([total, Quantity(t, "m")], key=float))
loss = total.value ** 2
