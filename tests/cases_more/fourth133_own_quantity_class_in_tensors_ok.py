# source: constructed
# target: loss
# sources: mass, speed
# expect: {"mass": "ok", "speed": "ok"}
# notes: A class with operator methods keeps the tensors; only its repr reads numbers (no false alarm).
# --- setup ---
import tensorflow as tf

class Quantity:
    def __init__(self, value, unit):
        self.value, self.unit = value, unit
    def __mul__(self, other):
        return Quantity(self.value * other.value, self.unit + other.unit)
    def __pow__(self, n):
        return Quantity(self.value ** n, self.unit * n)
    def __repr__(self):
        return f"{float(self.value):.2f} {self.unit}"
mass, speed = tf.Variable(2.0), tf.Variable(3.0)
# --- cell ---
energy = Quantity(mass, "kg") * Quantity(speed, "m/s") ** 2
print(energy)
loss = 0.5 * energy.value
