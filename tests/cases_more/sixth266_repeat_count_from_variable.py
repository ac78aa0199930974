# source: constructed on a guide
# target: field
# sources: tile_w, reps, depth
# expect: {"tile_w": "ok", "reps": "left_tensorflow", "depth": "left_tensorflow"}
# culprit: {"reps": 1, "depth": 2}
# notes: Both counts leave through int(): one in tf.tile, one in a list multiplication.
# --- setup ---
import numpy as np
import tensorflow as tf
tile_w = tf.Variable([[0.2, 0.4]])
reps = tf.Variable(3.0)
depth = tf.Variable(2.0)
# --- cell ---
n = int(reps)
layers = [tf.tanh] * int(depth)
h = tf.tile(tile_w, [n, 1])
for act in layers:
    h = act(h + 0.1)
field = tf.reduce_sum(h)
