# source: constructed (__setattr__ of a state object, operator overloading)
# target: energy
# sources: pos, vel, mass, age
# expect: {"pos": "ok", "vel": "stateful_op", "mass": "left_tensorflow", "age": "integer_dtype"}
# culprit: {"vel": 1, "mass": 1, "age": 1}
# notes: The state object converts what is assigned to it: velocities become variables, the mass a Python number; the age an integer tensor; the position is stored as it is.
# --- setup ---
import tensorflow as tf

class State:
    def __init__(self, **parts):
        for name, value in parts.items():
            setattr(self, name, value)
    def __setattr__(self, name, value):
        if name.startswith("vel"):
            value = tf.Variable(value)
        elif name == "mass":
            value = float(value)
        elif name == "age":
            value = tf.cast(value, tf.int32)
        super().__setattr__(name, value)
    def __rshift__(self, dt):
        return State(pos=self.pos + dt * self.vel, vel=self.vel, mass=self.mass, age=self.age)
pos, vel, mass = tf.Variable([0.0, 1.0]), tf.Variable([1.0, 0.5]), tf.Variable(2.0)
age = tf.Variable(3.6)
# --- cell ---
body = State(pos=pos, vel=0.9 * vel, mass=mass, age=age)
later = body >> 0.1 >> 0.1
kinetic = 0.5 * later.mass * tf.reduce_sum(later.vel ** 2)
energy = kinetic + 0.5 * tf.reduce_sum(later.pos ** 2) / tf.cast(later.age, tf.float32)
