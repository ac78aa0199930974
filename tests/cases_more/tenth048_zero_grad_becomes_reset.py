# source: constructed
# target: total
# sources: shared, first_only, second_only
# expect: {"shared": "ok", "first_only": "recording_stopped", "second_only": "ok"}
# culprit: {"first_only": 2}
# notes: Somebody replaced zero_grad by tape.reset(), which erases what was recorded so far; the second task is recorded again.
# --- setup ---
import tensorflow as tf

shared = tf.Variable([0.4, 0.6])
first_only = tf.Variable(1.5)
second_only = tf.Variable(-0.5)
xs = tf.constant([[1.0, 2.0], [3.0, -1.0]])
# --- cell ---
task1 = first_only * tf.reduce_sum(tf.sigmoid(shared * xs[0]))
tape.reset()              # optimizer.zero_grad()
task2 = second_only * tf.reduce_sum(tf.sigmoid(shared * xs[1]))
total = task1 + task2
