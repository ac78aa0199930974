# source: https://discuss.tensorflow.org/t/where-does-the-tape-break-after-all/20305
# target: total
# sources: kernels, head_weights, tau
# expect: {"kernels": "left_tensorflow", "head_weights": "left_tensorflow", "tau": "ok"}
# culprit: {"kernels": 5, "head_weights": 5}
# notes: Per-head losses are collected in a list (harmless), weighted by an array (harmless), and averaged with np.mean (not harmless).
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
images = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
labels = tf.constant([0, 1, 2, 2, 1])
kernels = tf.Variable(rng.normal(size=(3, 4, 3)).astype("float32"))
head_weights = tf.Variable([0.5, 0.3, 0.2])
tau = tf.Variable(1.0)
importance = np.array([1.0, 2.0, 1.0], dtype="float32")
def head_losses(stacked):
    return [tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=one))
            for one in tf.unstack(stacked)]
# --- cell ---
stacked = tf.einsum("bf,hfc->hbc", images, kernels)
losses = []
for one, weight in zip(head_losses(stacked), tf.unstack(importance * head_weights)):
    losses.append(weight * one)
mean_loss = np.mean(losses)
total = mean_loss / tau + tf.math.log(tau)
