# source: constructed
# target: err
# sources: x, step
# expect: {"x": "ok", "step": "not_taken_branch"}
# culprit: {"step": 4}
# notes: The residual is small from the start, so the loop is left before the step is used.
# --- setup ---
import tensorflow as tf

x, step = tf.Variable([1.0, 0.99]), tf.Variable(0.3)
goal = tf.constant([1.0, 1.0])
# --- cell ---
guess = x * 1.0
while True:
    err = tf.reduce_sum((guess - goal) ** 2)
    if err < 0.1:
        break
    guess = guess - step * 2.0 * (guess - goal)
