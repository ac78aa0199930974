# source: constructed (enum with callable members)
# target: out
# sources: a, b, c, d
# expect: {"a": "ok", "b": "registered_not_differentiable", "c": "ok", "d": "stop_gradient"}
# culprit: {"b": 2, "d": 4}
# notes: The members of the enumeration are called like functions: SNAP is tf.round and HOLD is tf.stop_gradient.
# --- setup ---
from enum import Enum
import tensorflow as tf

class Act(Enum):
    SMOOTH = "tanh"
    SNAP = "round"
    GATE = "sigmoid"
    HOLD = "stop_gradient"
    def __call__(self, v):
        return getattr(tf, self.value)(v)
a, b = tf.Variable(0.5), tf.Variable(1.5)
c, d = tf.Variable(-0.5), tf.Variable(0.2)
layer = {"kind": "round", "gate": "GATE"}
x = tf.constant([0.5, 1.0, 2.0])
# --- cell ---
soft = Act.SMOOTH(a * x)
hard = Act(layer["kind"])(b * x)
*_, kind = Act
held = kind(d)
gate = Act[layer["gate"]](c * x)
out = tf.reduce_sum(gate * soft + (1.0 - gate) * hard - held)
