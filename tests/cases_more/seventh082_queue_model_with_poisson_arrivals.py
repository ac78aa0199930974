# source: constructed (a count sampler without a registry entry)
# target: waiting
# sources: rate, service
# expect: {"rate": "no_gradient_registered", "service": "no_gradient_registered"}
# culprit: {"rate": 1, "service": 1}
# notes: The Poisson sampler of this version has no entry in the gradient registry, so the call raises for the service time as well.
# --- setup ---
import tensorflow as tf

rate, service = tf.Variable(3.0), tf.Variable(0.4)
base = tf.linspace(0.5, 1.5, 6)
# --- cell ---
arrivals = tf.random.poisson([6], rate, seed=3)
load = arrivals * service * base
waiting = tf.reduce_mean(tf.nn.relu(load - 1.0)) + 0.1 * service
