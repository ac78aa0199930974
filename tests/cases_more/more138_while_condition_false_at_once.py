# source: constructed (refinement until convergence, already converged)
# target: err
# sources: x, rate
# expect: {"x": "ok", "rate": "not_taken_branch"}
# culprit: {"rate": 2}
# notes: The error is below the tolerance from the start, so the body with the rate does not run.
# --- setup ---
import tensorflow as tf

x, rate = tf.Variable([0.01, -0.02]), tf.Variable(0.1)
tolerance = 0.5
# --- cell ---
err = tf.reduce_sum(x ** 2)
while err > tolerance:
    err = err * (1.0 - rate)
