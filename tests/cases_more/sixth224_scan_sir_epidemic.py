# source: constructed on a guide
# target: peak
# sources: beta, gamma, pop
# expect: {"beta": "ok", "gamma": "ok", "pop": "registered_not_differentiable"}
# culprit: {"pop": 1}
# notes: Epidemic curve with tf.scan; the population is floored to whole persons.
# --- setup ---
import numpy as np
import tensorflow as tf
beta, gamma = tf.Variable(0.4), tf.Variable(0.1)
pop = tf.Variable(1000.4)
# --- cell ---
n = tf.math.floor(pop)
start = tf.stack([n - 1.0, tf.constant(1.0), tf.constant(0.0)])

def day(state, _):
    s, i, r = tf.unstack(state)
    new = beta * s * i / n
    rec = gamma * i
    return tf.stack([s - new, i + new - rec, r + rec])

curve = tf.scan(day, tf.range(30), initializer=start)
peak = tf.reduce_max(curve[:, 1])
