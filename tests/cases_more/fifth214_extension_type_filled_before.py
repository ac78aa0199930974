# source: https://github.com/tensorflow/tensorflow/issues/56300
# target: loss
# sources: w, c
# expect: {"w": "computed_before_tape", "c": "ok"}
# culprit: {"w": 1}
# notes: The record holds exp(w) of the earlier cell.
# --- setup ---
import tensorflow as tf
class State(tf.experimental.ExtensionType):
    mean: tf.Tensor
    count: tf.Tensor
    def shifted(self, by):
        return State(self.mean + by, self.count + 1)
w, c = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
state = State(tf.exp(w), tf.constant(3))
# --- cell ---
state = state.shifted(c)
state = state.shifted(c * 2.0)
loss = tf.reduce_sum(state.mean ** 2)
