# source: https://github.com/tensorflow/tensorflow/issues/15403
# target: final
# sources: drift, jumps
# expect: {"drift": "ok", "jumps": "registered_not_differentiable"}
# culprit: {"jumps": 2}
# notes: The elements of the scan pass through floor; the captured drift is fine.
# --- setup ---
import tensorflow as tf
drift = tf.Variable(0.3)
jumps = tf.Variable([1.2, 0.7, 2.9])
# --- cell ---
def move(state, jump):
    whole = tf.floor(jump)
    return state * tf.exp(drift) + whole
path = tf.scan(move, jumps, initializer=tf.constant(1.0))
final = path[-1]
