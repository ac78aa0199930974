# source: constructed on a guide
# target: move
# sources: speed, heading, turn, keep
# expect: {"speed": "ok", "heading": "registered_not_differentiable", "turn": "ok", "keep": "not_taken_branch"}
# culprit: {"heading": 5, "keep": 6}
# notes: The dict of lambdas is indexed with a Python bool made from a comparison.
# --- setup ---
import numpy as np
import tensorflow as tf
speed, heading = tf.Variable(1.5), tf.Variable(0.4)
turn, keep = tf.Variable(0.3), tf.Variable(0.9)
# --- cell ---
rules = {
    True: lambda s: s * turn,
    False: lambda s: s * keep,
}
right = bool(heading > 0.0)
move = rules[right](speed) ** 2
