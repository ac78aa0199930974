# source: constructed (Gumbel-softmax notebook)
# target: loss
# sources: logits, tau, values
# expect: {"logits": "registered_not_differentiable", "tau": "registered_not_differentiable", "values": "ok"}
# culprit: {"logits": 1, "tau": 1}
# notes: The hard sample replaces the soft one instead of being added with a stop_gradient. The Gumbel noise is drawn with numpy, which is harmless.
# --- setup ---
import numpy as np
import tensorflow as tf

logits = tf.Variable([[0.5, 0.1, -0.2], [1.0, 0.9, 0.3]])
tau = tf.Variable(0.8)
values = tf.Variable([1.0, 2.0, 4.0])
u = np.random.default_rng(0).uniform(0.05, 0.95, size=(2, 3))
gumbel = (-np.log(-np.log(u))).astype("float32")
def sample(l, t, hard):
    soft = tf.nn.softmax((l + gumbel) / t)
    if hard:
        return tf.one_hot(tf.argmax(soft, axis=1), 3)
    return soft
# --- cell ---
choice = sample(logits, tau, hard=True)
payoff = tf.linalg.matvec(choice, values)
loss = -tf.reduce_mean(tf.math.log(payoff))
