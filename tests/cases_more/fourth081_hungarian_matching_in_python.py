# source: constructed
# target: loss
# sources: box_w, cost_mix
# expect: {"box_w": "ok", "cost_mix": "left_tensorflow"}
# culprit: {"cost_mix": 2}
# notes: Set prediction: the matching is found on NumPy costs and only gives indices; the weight of the matching cost has no other way.
# --- setup ---
import itertools
import numpy as np
import tensorflow as tf

box_w = tf.Variable([[0.5, 0.1], [0.2, 0.9], [0.4, 0.4]])
cost_mix = tf.Variable(0.7)
gold = tf.constant([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
def match(cost):
    n = len(cost)
    return list(min(itertools.permutations(range(n)), key=lambda p: sum(cost[i][j] for i, j in enumerate(p))))
# --- cell ---
pairs = tf.reduce_sum((box_w[:, None] - gold[None]) ** 2, axis=-1)
cost = (cost_mix * pairs).numpy()
order = match(cost.tolist())
loss = tf.reduce_mean(tf.abs(box_w - tf.gather(gold, order)))
