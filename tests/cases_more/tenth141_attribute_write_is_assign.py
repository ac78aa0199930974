# source: constructed (__setattr__ that writes into the existing variable)
# target: energy
# sources: state, decay, readout
# expect: {"state": "ok", "decay": "stateful_op", "readout": "ok"}
# culprit: {"decay": 2}
# notes: The line looks like rebinding an attribute to a new tensor, but Reservoir.__setattr__ turns it into state.assign(...): decay is cut off, the variable itself is read again.
# --- setup ---
import tensorflow as tf

class Reservoir:
    def __init__(self, n):
        self.state = tf.Variable(tf.ones([n]) * 0.1)
    def __setattr__(self, name, value):
        old = self.__dict__.get(name)
        if isinstance(old, tf.Variable):
            old.assign(value)
        else:
            self.__dict__[name] = value

res = Reservoir(3)
state = res.state
decay = tf.Variable([0.9, 0.5, 0.1])
readout = tf.Variable([1.0, -1.0, 2.0])
# --- cell ---
for pulse in (0.5, -0.2):
    res.state = tf.tanh(decay * res.state + pulse)
energy = tf.square(tf.tensordot(readout, res.state, 1))
