# source: https://github.com/tensorflow/tensorflow/issues/15682
# target: value
# sources: v, u, w
# expect: {"v": "computed_before_tape", "u": "ok", "w": "computed_before_tape"}
# culprit: {"v": 1, "w": 1}
# notes: A derived tensor as global name and one frozen into a default argument; u is read inside the function.
# --- setup ---
import tensorflow as tf

v, u, w = tf.Variable(1.0), tf.Variable(2.0), tf.Variable(0.3)
v_plus_1 = v + 1.0
def doubled():
    return 2.0 * v_plus_1
def loss(scale=tf.exp(w)):
    return scale * doubled() * tf.square(u)
# --- cell ---
value = loss()
