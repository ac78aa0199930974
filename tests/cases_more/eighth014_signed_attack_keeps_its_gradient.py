# source: constructed (fast gradient sign attack)
# target: robust_loss
# sources: kernel, eps, x, budget, bits
# options: --watch x
# expect: {"kernel": "ok", "eps": "ok", "x": "ok", "budget": "left_tensorflow", "bits": "registered_not_differentiable"}
# culprit: {"budget": 7, "bits": 8}
# notes: tf.sign has a registered gradient (zeros), so nothing is cut there; the budget goes through np.clip and the colour depth only through a rounding of its power of two.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(814)
kernel = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
eps, budget, bits = tf.Variable(0.03), tf.Variable(0.05), tf.Variable(3.0)
x = tf.constant(rng.random((2, 4)).astype("float32"))
labels = tf.constant([0, 2])
def ce(v):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=v @ kernel))
# --- cell ---
with tf.GradientTape() as attack:
    attack.watch(x)
    clean = ce(x)
direction = tf.sign(attack.gradient(clean, x))
delta = eps * direction
start = tf.constant(rng.normal(size=(2, 4)).astype("float32"))
random_part = np.clip(start, -budget.numpy(), budget.numpy())
levels = tf.round(2.0 ** bits)
adversarial = x + delta + random_part / levels
robust_loss = ce(adversarial) + 0.5 * clean
