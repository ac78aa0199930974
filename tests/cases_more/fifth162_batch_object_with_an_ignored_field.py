# source: https://github.com/tensorflow/tensorflow/issues/48916
# target: loss
# sources: weights, logits, temp
# expect: {"weights": "not_connected", "logits": "ok", "temp": "left_tensorflow"}
# culprit: {"weights": 3, "temp": 1}
# notes: The object holds sample weights that its method forgets, and a temperature as a float.
# --- setup ---
import dataclasses
import tensorflow as tf
@dataclasses.dataclass
class Batch:
    logits: object
    weights: object
    temp: float
    def nll(self, labels):
        return tf.nn.sparse_softmax_cross_entropy_with_logits(labels, self.logits / self.temp)
weights, logits, temp = tf.Variable([0.2, 0.8]), tf.Variable([[1.0, 0.1], [0.3, 0.9]]), tf.Variable(1.7)
# --- cell ---
batch = Batch(logits, weights, temp=float(temp))
per_row = batch.nll(tf.constant([0, 1]))
loss = tf.reduce_mean(per_row)
