# source: constructed (double buffering, names swapped after use)
# target: heat
# sources: front, back, kappa
# expect: {"front": "wrong_object", "back": "ok", "kappa": "ok"}
# culprit: {"front": 3}
# notes: After the swap the name front is the buffer that was never read, and back is the one that was: two plain variables, only the names moved.
# --- setup ---
import tensorflow as tf

front = tf.Variable([[0.0, 1.0], [2.0, 3.0]])
back = tf.Variable(tf.zeros([2, 2]))
kappa = tf.Variable(0.25)
def laplace(u):
    return tf.roll(u, 1, 0) + tf.roll(u, -1, 0) - 2.0 * u
# --- cell ---
step = front + kappa * laplace(front)
heat = tf.reduce_sum(tf.square(step))
front, back = back, front
