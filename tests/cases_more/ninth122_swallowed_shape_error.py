# source: constructed
# target: loss
# sources: kernel, prior, strength
# expect: {"kernel": "ok", "prior": "not_taken_branch", "strength": "ok"}
# culprit: {"prior": 3}
# notes: The prior term has a shape mismatch; the except clause replaces it by a constant without a word.
# --- setup ---
import tensorflow as tf

kernel = tf.Variable([[0.2, 0.4], [0.1, -0.3]])
prior = tf.Variable([[1.0, 2.0, 3.0]])
strength = tf.Variable(0.01)
x = tf.constant([[1.0, -1.0]])
# --- cell ---
pred = x @ kernel
try:
    prior_term = tf.reduce_sum(tf.matmul(prior, kernel))
except (ValueError, tf.errors.InvalidArgumentError):
    prior_term = tf.constant(0.0)
loss = tf.reduce_sum(tf.square(pred)) + strength * prior_term
