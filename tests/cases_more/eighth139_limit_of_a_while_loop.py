# source: https://www.tensorflow.org/api_docs/python/tf/while_loop
# target: n_state
# sources: growth, start, limit, rounds
# expect: {"growth": "ok", "start": "ok", "limit": "registered_not_differentiable", "rounds": "integer_dtype"}
# culprit: {"limit": 4, "rounds": 5}
# notes: The limit stands only in the condition of the loop; growth and start go through the body; the number of rounds is an integer.
# --- setup ---
import tensorflow as tf

growth, start, limit = tf.Variable(0.5), tf.Variable(1.0), tf.Variable(4.0)
rounds = tf.Variable(9.5)
# --- cell ---
def body(i, s):
    return i + 1, s * (1.0 + growth)
def running(i, s):
    return s < limit
state = tf.while_loop(running, body, (tf.constant(0), tf.identity(start)), maximum_iterations=tf.cast(rounds, tf.int32))
print("steps", int(state[0]))
n_state = state[1]
