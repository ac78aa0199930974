# source: https://github.com/tensorflow/tensorflow/issues/42984
# target: lagrangian
# sources: alloc, rho, lam, barrier
# expect: {"alloc": "ok", "rho": "ok", "lam": "not_taken_branch", "barrier": "not_taken_branch"}
# culprit: {"lam": 3, "barrier": 5}
# notes: The constraint is not violated, so the multiplier term is skipped by a Python if; the match statement picks the quadratic penalty, not the barrier.
# --- setup ---
import tensorflow as tf
alloc = tf.Variable([0.2, 0.3, 0.1])
rho, lam, barrier = tf.Variable(5.0), tf.Variable(0.4), tf.Variable(0.01)
returns = tf.constant([1.1, 0.7, 0.9])
budget = 1.0
method = "quadratic"
# --- cell ---
violation = tf.reduce_sum(alloc) - budget
lagrangian = -tf.tensordot(alloc, returns, 1)
if violation > 0:
    lagrangian += lam * violation
match method:
    case "quadratic":
        lagrangian += 0.5 * rho * tf.square(tf.nn.relu(violation + 0.5))
    case "log":
        lagrangian += barrier * -tf.math.log(-violation)
