# source: constructed
# target: loss
# sources: w, skip_w
# expect: {"w": "ok", "skip_w": "not_taken_branch"}
# culprit: {"skip_w": 1}
# notes: The compiled helper reads a global flag in Python when it is traced; the skip connection is left out.
# --- setup ---
import tensorflow as tf

USE_SKIP = False
w, skip_w = tf.Variable([[0.5, 0.1], [0.2, 0.3]]), tf.Variable([[1.0, 0.0], [0.0, 1.0]])
@tf.function
def block(v):
    h = tf.nn.relu(v @ w)
    if USE_SKIP:
        h += v @ skip_w
    return h
x = tf.constant([[1.0, 2.0]])
# --- cell ---
y = block(x)
loss = tf.reduce_sum(y ** 2)
