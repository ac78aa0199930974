# source: constructed
# target: loss
# sources: h0, w_x
# expect: {"h0": "registered_not_differentiable", "w_x": "ok"}
# culprit: {"h0": 4}
# notes: The first step resets the state with zeros_like, so nothing of h0 is left but its shape.
# --- setup ---
import tensorflow as tf

h0, w_x = tf.Variable([[0.5, -0.5]]), tf.Variable([[1.0, 0.2], [0.3, 0.8]])
xs = tf.constant([[[1.0, 2.0]], [[0.5, 0.1]]])
starts = [True, False]
# --- cell ---
h = h0
for x, first in zip(xs, starts):
    if first:
        h = tf.zeros_like(h)
    h = tf.tanh(0.5 * h + x @ w_x)
loss = tf.reduce_sum(h ** 2)
