# source: constructed (default argument keeps the first object)
# target: y
# sources: gamma, x, delta
# expect: {"gamma": "wrong_object", "x": "ok", "delta": "ok"}
# culprit: {"gamma": 1}
# notes: gamma in the signature was evaluated when the function was defined; the name was rebound to a new variable later, while delta is looked up at call time and follows the rebinding.
# --- setup ---
import tensorflow as tf

gamma, delta = tf.Variable(0.5), tf.Variable(0.1)
def correct(img, gamma=gamma):
    return tf.pow(img, gamma) + delta

# second experiment: start from other values
gamma = tf.Variable(2.2)
delta = tf.Variable(-0.1)
x = tf.Variable([[0.2, 0.5], [0.7, 0.9]])
# --- cell ---
y = tf.reduce_sum(correct(x))
