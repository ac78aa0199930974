# source: https://github.com/tensorflow/tensorflow/issues/54568
# target: loss
# sources: h0, w
# expect: {"h0": "stop_gradient", "w": "ok"}
# culprit: {"h0": 4}
# notes: Truncated after two steps: the start is cut off, the weight is used again.
# --- setup ---
import tensorflow as tf
h0 = tf.Variable([0.4, 0.2])
w = tf.Variable(0.8)
# --- cell ---
h = h0
for step in range(5):
    if step == 2:
        h = tf.stop_gradient(h)
    h = tf.tanh(w * h + 0.1)
loss = tf.reduce_sum(h)
