# source: constructed (structural pattern matching, a tutorial on match statements)
# target: total
# sources: r, w, h
# expect: {"r": "ok", "w": "left_tensorflow", "h": "ok"}
# culprit: {"w": 8}
# notes: A match statement over dataclasses: the guard of the second pattern fails, so the plate falls into the arm that truncates its width in Python.
# --- setup ---
import math
from dataclasses import dataclass
import tensorflow as tf

@dataclass
class Disc:
    r: tf.Variable
@dataclass
class Plate:
    w: tf.Variable
    h: tf.Variable
r, w, h = tf.Variable(0.5), tf.Variable(1.27), tf.Variable(2.0)
# --- cell ---
def area(shape):
    match shape:
        case Disc(r):
            return math.pi * r ** 2
        case Plate(w, h) if w > h:
            return w * h
        case Plate(w, h):
            return int(w * 10) / 10 * h
        case [*parts]:
            return tf.add_n([area(p) for p in parts])
total = area([Disc(r), Plate(w, h)])
