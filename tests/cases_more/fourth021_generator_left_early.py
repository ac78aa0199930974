# source: constructed
# target: loss
# sources: w_small, w_mid, w_big
# expect: {"w_small": "ok", "w_mid": "ok", "w_big": "not_taken_branch"}
# culprit: {"w_big": 4}
# notes: The pyramid is a generator; the loop over it stops before the last scale is made.
# --- setup ---
import tensorflow as tf

w_small, w_mid, w_big = (tf.Variable([v, 0.5]) for v in (0.1, 0.2, 0.3))
x = tf.constant([1.0, 2.0])
def pyramid():
    yield tf.reduce_sum(x * w_small)
    yield tf.reduce_sum(x * w_mid) * 2.0
    yield tf.reduce_sum(x * w_big) * 4.0
# --- cell ---
loss = tf.constant(0.0)
for level, value in enumerate(pyramid()):
    loss += value
    if level == 1:
        break
