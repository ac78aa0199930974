# source: constructed (iterative shrinking in a while loop)
# target: length
# sources: x, factor
# expect: {"x": "replaced_by_tensor", "factor": "ok"}
# culprit: {"x": 5}
# notes: x is rebound in each round, last of all after the length had been computed.
# --- setup ---
import tensorflow as tf

x = tf.Variable([2.0, 1.0])
factor = tf.Variable(0.5)
# --- cell ---
rounds = 0
while rounds < 4:
    length = tf.norm(x * factor)
    if length < 0.05: break
    x = x * factor
    rounds += 1
