# source: constructed
# target: z
# sources: alpha, beta, gamma, delta
# options: --no-watch-accessed --watch alpha
# expect: {"alpha": "ok", "beta": "not_watched", "gamma": "ok", "delta": "not_watched"}
# culprit: {"delta": 4}
# notes: Automatic watching is off: alpha is watched by option, gamma in time by hand, delta by hand but after its use, beta never.
# --- setup ---
import tensorflow as tf

alpha = tf.Variable(1.0)
beta = tf.Variable(2.0)
gamma = tf.Variable(3.0)
delta = tf.Variable(4.0)
# --- cell ---
tape.watch(gamma)
p = alpha * gamma
q = beta * delta
tape.watch(delta)
z = p + q
