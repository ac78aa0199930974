# source: https://github.com/tensorflow/tensorflow/issues/33205
# target: loss
# sources: h0, w
# expect: {"h0": "stop_gradient", "w": "ok"}
# culprit: {"h0": 3}
# notes: Entering the context detaches the state.
# --- setup ---
import tensorflow as tf
class episode:
    def __init__(self, state):
        self.state = state
    def __enter__(self):
        return tf.stop_gradient(self.state)
    def __exit__(self, *exc):
        return None
h0, w = tf.Variable([0.3, 0.1]), tf.Variable([0.5, 0.9])
# --- cell ---
loss = tf.constant(0.0)
for length in (1, 2):
    with episode(h0 * 2.0) as h:
        for _ in range(length):
            h = tf.tanh(h * w)
        loss += tf.reduce_sum(h)
