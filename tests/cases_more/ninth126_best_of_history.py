# source: constructed
# target: objective
# sources: rate, floor, patience
# expect: {"rate": "left_tensorflow", "floor": "ok", "patience": "left_tensorflow"}
# culprit: {"rate": 3, "patience": 4}
# notes: Losses are kept as floats in a list and the best one is put back into a tensor; patience is turned into a Python integer.
# --- setup ---
import tensorflow as tf

rate = tf.Variable(0.5)
floor = tf.Variable(0.02)
patience = tf.Variable(2.7)
starts = [1.0, 2.0, 0.5]
# --- cell ---
history = []
for s in starts:
    history.append(float(tf.square(s - rate)))
window = history[-int(patience):]
objective = tf.maximum(tf.constant(min(window)), 0.0) + floor ** 2
