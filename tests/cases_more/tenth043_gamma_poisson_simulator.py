# source: constructed
# target: gap
# sources: shape, rate, exposure, dispersion
# expect: {"shape": "ok", "rate": "ok", "exposure": "registered_not_differentiable", "dispersion": "ok"}
# culprit: {"exposure": 2}
# notes: Simulated read counts: gamma samples have an implicit reparametrisation gradient, Poisson samples have none.
# --- setup ---
import tensorflow as tf

shape = tf.Variable(2.5)
rate = tf.Variable(1.5)
exposure = tf.Variable(10.0)
dispersion = tf.Variable(0.3)
observed_mean = tf.constant(14.0)

def reads(lam):
    return tf.random.stateless_poisson([64], seed=[1, 3], lam=lam, dtype=tf.float32)
# --- cell ---
lam = tf.random.stateless_gamma([64], seed=[5, 6], alpha=shape, beta=rate)
depth = reads(exposure)
counts = depth * lam / (1.0 + dispersion)
gap = (tf.reduce_mean(counts) - observed_mean) ** 2
