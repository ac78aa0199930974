# source: constructed
# target: out
# sources: inputs['depth'], w
# expect: {"inputs['depth']": "not_watched", "w": "ok"}
# culprit: {"inputs['depth']": 1}
# notes: The input is one entry of a feed dictionary; nobody watches it.
# --- setup ---
import tensorflow as tf

inputs = {"rgb": tf.constant([1.0, 2.0]), "depth": tf.constant([0.5, 0.1])}
w = tf.Variable([0.3, 0.3])
# --- cell ---
merged = inputs["rgb"] + 2.0 * inputs["depth"]
out = tf.reduce_sum(w * merged)
