# source: https://github.com/tensorflow/tensorflow/issues/1511
# target: loss
# sources: kernel, bias, penalty
# expect: {"kernel": "registered_not_differentiable", "bias": "registered_not_differentiable", "penalty": "ok"}
# culprit: {"kernel": 2, "bias": 2}
# notes: The F-score is built from hard decisions (greater than one half), so only the weight penalty learns.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(60)
kernel = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
bias, penalty = tf.Variable([0.1]), tf.Variable(0.01)
x = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
y = tf.constant([[1.0], [0.0], [1.0], [1.0], [0.0], [0.0]])
# --- cell ---
p = tf.sigmoid(x @ kernel + bias)
decided = tf.where(tf.greater(p, 0.5), tf.ones_like(p), tf.zeros_like(p))
hits = tf.reduce_sum(decided * y)
f_score = 2.0 * hits / (tf.reduce_sum(decided) + tf.reduce_sum(y) + 1e-6)
loss = 1.0 - f_score + penalty ** 2
