# source: constructed (Gumbel-softmax notebook)
# target: loss
# sources: logits, tau, values
# expect: {"logits": "ok", "tau": "ok", "values": "ok"}
# notes: argmax, one_hot and stop_gradient all stand on the way, and the soft sample still carries the gradient (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

logits = tf.Variable([[0.5, 0.1, -0.2], [1.0, 0.9, 0.3]])
tau = tf.Variable(0.8)
values = tf.Variable([1.0, 2.0, 4.0])
u = np.random.default_rng(0).uniform(0.05, 0.95, size=(2, 3))
gumbel = (-np.log(-np.log(u))).astype("float32")
# --- cell ---
soft = tf.nn.softmax((logits + gumbel) / tau)
hard = tf.one_hot(tf.argmax(soft, axis=1), 3)
choice = tf.stop_gradient(hard - soft) + soft
payoff = tf.linalg.matvec(choice, values)
loss = -tf.reduce_mean(tf.math.log(payoff))
tau_now = tau.numpy() * 0.99
