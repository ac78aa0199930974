# source: constructed (annealing coefficient from a step counter)
# target: elbo
# sources: mu, step
# expect: {"mu": "ok", "step": "not_trainable"}
# notes: The step counter is a float variable that was created with trainable=False.
# --- setup ---
import tensorflow as tf

mu = tf.Variable([0.3, -0.2])
step = tf.Variable(40.0, trainable=False, name="step")
# --- cell ---
beta = tf.minimum(1.0, step / 100.0)
kl = 0.5 * tf.reduce_sum(mu ** 2)
recon = tf.reduce_sum((mu - 1.0) ** 2)
elbo = -(recon + beta * kl)
