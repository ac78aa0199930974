# source: constructed (code as an engineer structures it)
# target: cost
# sources: loc, spread, rate
# expect: {"loc": "no_gradient_registered", "spread": "no_gradient_registered", "rate": "no_gradient_registered"}
# culprit: {"loc": 2, "spread": 2, "rate": 2}
# notes: Draws from one tf.random.Generator: the normal one is scaled and shifted and would be fine; the binomial op is not in the gradient registry at all and raises for every source.
# --- setup ---
from operator import methodcaller
import tensorflow as tf

gen = tf.random.Generator.from_seed(11)
loc = tf.Variable(10.0)
spread = tf.Variable(2.0)
rate = tf.Variable(0.4)

def simulate(gen, name, **kwargs):
    return methodcaller(name, shape=[5], **kwargs)(gen)
# --- cell ---
demand = simulate(gen, "normal", mean=loc, stddev=spread)
returned = simulate(gen, "binomial", counts=10.0, probs=rate, dtype=tf.float32)
cost = tf.reduce_mean(tf.square(demand - returned))
