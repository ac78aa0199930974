# source: constructed on a guide
# target: pooled
# sources: w_in, w_rec, h0, score
# expect: {"w_in": "ok", "w_rec": "ok", "h0": "computed_before_tape", "score": "ok"}
# culprit: {"h0": 2}
# notes: Attention over the last states kept in a deque; the state that came from h0 was computed in an earlier cell.
# --- setup ---
import numpy as np
import tensorflow as tf
from collections import deque
rng = np.random.default_rng(1)
w_in = tf.Variable(rng.normal(size=(2, 3)).astype("float32"))
w_rec = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
h0 = tf.Variable(tf.zeros([1, 3]))
score = tf.Variable([[0.3], [0.1], [-0.2]])
xs = rng.normal(size=(4, 1, 2)).astype("float32")
window = deque(maxlen=4)
window.append(tf.tanh(h0 + 0.5))
# --- cell ---
for x in xs[:3]:
    h = tf.tanh(x @ w_in + window[-1] @ w_rec)
    window.append(h)
stack = tf.concat(list(window), axis=0)
alpha = tf.nn.softmax(stack @ score, axis=0)
pooled = tf.reduce_sum(alpha * stack)
