# source: constructed (code as an engineer structures it)
# target: loss
# sources: trunk, head, smooth
# expect: {"trunk": "ok", "head": "ok", "smooth": "ok"}
# notes: The observers convert to arrays, round and even detach what they are given, but the subject throws their results away (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

class Subject:
    def __init__(self, *observers):
        self.observers = list(observers)

    def notify(self, **values):
        for name, value in values.items():
            for observer in self.observers:
                observer(name, value)
        return values

log = {}

def to_array(name, value):
    value = np.round(value.numpy(), 2)
    log[name] = value
    return value

def detach(name, value):
    return tf.stop_gradient(value)

def in_place(name, value):
    copy = value.numpy()
    copy[...] = 0.0

subject = Subject(to_array, detach, in_place)
trunk = tf.Variable([[0.5, -0.1], [0.3, 0.8]])
head = tf.Variable([[0.2], [0.9]])
smooth = tf.Variable(0.1)
x = tf.constant([[1.0, 2.0], [0.3, -1.2]])
# --- cell ---
state = subject.notify(hidden=tf.tanh(x @ trunk))
state = subject.notify(**state, out=state["hidden"] @ head)
hidden, out = state.values()
loss = tf.reduce_mean(out ** 2) + smooth * tf.reduce_sum(tf.abs(hidden))
