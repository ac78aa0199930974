# source: constructed (functools.partial as a configured layer)
# target: loss
# sources: log_tau, w
# expect: {"log_tau": "computed_before_tape", "w": "ok"}
# culprit: {"log_tau": 1}
# notes: The partial object stores exp(log_tau) from the cell that made it.
# --- setup ---
import functools
import numpy as np
import tensorflow as tf

def soft_attention(x, w, tau):
    return tf.nn.softmax(x @ w / tau, axis=0)
log_tau = tf.Variable(-0.5)
w = tf.Variable(np.random.default_rng(0).normal(size=(3, 1)).astype("float32"))
attend = functools.partial(soft_attention, tau=tf.exp(log_tau))
x = tf.constant(np.random.default_rng(1).normal(size=(6, 3)).astype("float32"))
# --- cell ---
weights = attend(x, w)
focus = int(tf.argmax(weights[:, 0]))
pooled = tf.reduce_sum(weights * x, axis=0)
loss = tf.reduce_sum((pooled - 0.2) ** 2)
print("focus on row", focus)
