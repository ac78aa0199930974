# source: https://github.com/tensorflow/tensorflow/issues/55262
# target: loss
# sources: h0, w
# expect: {"h0": "computed_before_tape", "w": "ok"}
# culprit: {"h0": 2}
# notes: The first state was written to the TensorArray in an earlier cell.
# --- setup ---
import tensorflow as tf
h0, w = tf.Variable([0.1, 0.2]), tf.Variable([[0.5, 0.3], [0.2, 0.9]])
states = tf.TensorArray(tf.float32, size=3, clear_after_read=False)
states = states.write(0, tf.tanh(h0))
# --- cell ---
for t in range(2):
    previous = states.read(t)
    states = states.write(t + 1, tf.tanh(previous[None] @ w)[0])
loss = tf.reduce_sum(states.read(2) ** 2)
