# source: constructed (code as an engineer structures it)
# target: loss
# sources: speed, level, offset
# expect: {"speed": "ok", "level": "registered_not_differentiable", "offset": "ok"}
# culprit: {"level": 7}
# notes: An expression tree is walked with match; the leaf under the Snap node is rounded on its way up.
# --- setup ---
from dataclasses import dataclass
from typing import Any
import tensorflow as tf

@dataclass
class Param:
    name: str

@dataclass
class Snap:
    arg: Any
    grid: float = 0.25

@dataclass
class Mul:
    left: Any
    right: Any

@dataclass
class Add:
    left: Any
    right: Any

speed, level, offset = tf.Variable(1.7), tf.Variable(0.6), tf.Variable(-0.2)
env = {"speed": speed, "level": level, "offset": offset}
tree = Add(Mul(Param("speed"), Snap(Param("level"))), Param("offset"))
# --- cell ---
def evaluate(node):
    match node:
        case Param(name):
            return env[name]
        case Snap(arg, grid):
            value = evaluate(arg) / grid
            return grid * tf.math.rint(value)
        case Add(left, right):
            return evaluate(left) + evaluate(right)
        case Mul(left, right):
            return evaluate(left) * evaluate(right)
loss = (evaluate(tree) - 1.0) ** 2
