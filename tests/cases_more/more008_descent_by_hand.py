# source: constructed (hand-written gradient descent inside the tape)
# target: loss
# sources: x, goal
# expect: {"x": "replaced_by_tensor", "goal": "ok"}
# culprit: {"x": 3}
# notes: Each round rebinds x to a new tensor after the loss was computed, so the x left at the end never entered the loss.
# --- setup ---
import tensorflow as tf

x = tf.Variable([4.0, -3.0])
goal = tf.Variable([1.0, 1.0])
# --- cell ---
for step in range(3):
    loss = tf.reduce_sum((x - goal) ** 2)
    x = x - 0.1 * 2.0 * (x - goal)
