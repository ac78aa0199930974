# source: https://github.com/tensorflow/tensorflow/issues/35713
# target: total
# sources: coef, penalty
# expect: {"coef": "left_tensorflow", "penalty": "ok"}
# culprit: {"coef": 2}
# notes: The ranks are computed by a NumPy routine wrapped in tf.numpy_function.
# --- setup ---
import numpy as np
import tensorflow as tf
def rankdata(a):
    ranks = np.empty(len(a), dtype="float32")
    ranks[np.argsort(a)] = np.arange(1, len(a) + 1)
    return ranks
inputs = tf.constant(np.random.default_rng(2).normal(size=(7, 2)).astype("float32"))
true_ranks = tf.constant([1., 4., 2., 7., 3., 6., 5.])
coef = tf.Variable([[1.0], [-0.5]])
penalty = tf.Variable(0.1)
# --- cell ---
pred = tf.squeeze(inputs @ coef, -1)
ranks = tf.numpy_function(rankdata, [pred], tf.float32)
n = tf.cast(tf.size(pred), tf.float32)
rho = 1.0 - 6.0 * tf.reduce_sum((ranks - true_ranks) ** 2) / (n ** 3 - n)
total = -rho + tf.square(penalty)
