# source: constructed on a guide
# target: out
# sources: u, v
# expect: {"u": "left_tensorflow", "v": "ok"}
# culprit: {"u": 3}
# notes: A tf.function whose helper goes through tf.numpy_function; the other factor is fine.
# --- setup ---
import numpy as np
import tensorflow as tf
u = tf.Variable([0.3, 0.9, 0.5])
v = tf.Variable([1.0, 2.0, 3.0])
# --- cell ---
@tf.function
def rank_pool(s, weights):
    ordered = tf.numpy_function(lambda z: np.sort(z)[::-1].copy(), [s], tf.float32)
    ordered = tf.ensure_shape(ordered, [3])
    return tf.tensordot(ordered, tf.nn.softmax(weights), 1)

out = rank_pool(u, v)
