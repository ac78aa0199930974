# source: constructed on a guide
# target: loss
# sources: logits, tau, noise_scale, hard_tau
# expect: {"logits": "ok", "tau": "ok", "noise_scale": "ok", "hard_tau": "registered_not_differentiable"}
# culprit: {"hard_tau": 4}
# notes: Gumbel-softmax is sound; a categorical draw with another temperature is not.
# --- setup ---
import numpy as np
import tensorflow as tf
logits = tf.Variable([[1.0, 0.5, -0.5]])
tau, noise_scale, hard_tau = tf.Variable(0.7), tf.Variable(1.0), tf.Variable(0.2)
values = tf.constant([1.0, 2.0, 3.0])
tf.random.set_seed(0)
# --- cell ---
u = tf.random.uniform([1, 3], 1e-3, 1.0 - 1e-3)
g = -tf.math.log(-tf.math.log(u)) * noise_scale
soft = tf.nn.softmax((logits + g) / tau)
draw = tf.random.categorical(logits / hard_tau, 2)
mean_draw = tf.reduce_mean(tf.gather(values, draw))
loss = (tf.reduce_sum(soft * values) - mean_draw) ** 2
