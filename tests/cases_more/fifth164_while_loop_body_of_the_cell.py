# source: https://github.com/tensorflow/tensorflow/issues/15403
# target: loss
# sources: start, rate
# expect: {"start": "stop_gradient", "rate": "ok"}
# culprit: {"start": 4}
# notes: The body of an eager while_loop detaches its state each round.
# --- setup ---
import tensorflow as tf
start, rate = tf.Variable(0.8), tf.Variable(0.5)
# --- cell ---
def keep_going(i, x):
    return i < 3
def body(i, x):
    frozen = tf.stop_gradient(x)
    return i + 1, frozen - rate * tf.sin(frozen)
_, settled = tf.while_loop(keep_going, body, (tf.constant(0), start))
loss = settled ** 2
