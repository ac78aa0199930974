# source: constructed (itertools.starmap, pairwise, pow and math.dist)
# target: cost
# sources: stations, tariffs, powers, tip
# expect: {"stations": "left_tensorflow", "tariffs": "ok", "powers": "ok", "tip": "ok"}
# culprit: {"stations": 1}
# notes: Legs between stations are measured with math.dist, tariffs and powers go through the built-in pow.
# --- setup ---
import math
from itertools import pairwise, starmap
import tensorflow as tf

stations = tf.Variable([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]])
tariffs, powers = tf.Variable([1.1, 0.9]), tf.Variable([1.0, 1.5])
tip = tf.Variable(0.5)
# --- cell ---
legs = list(starmap(math.dist, pairwise(stations.numpy())))
factors = list(starmap(pow, zip(tariffs, powers)))
fares = [leg * f for leg, f in zip(legs, factors, strict=True)]
cost = sum(fares, start=tip)
