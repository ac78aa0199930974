# source: constructed (functools.cached_property)
# target: loss
# sources: raw, tilt
# expect: {"raw": "computed_before_tape", "tilt": "ok"}
# culprit: {"raw": 1}
# notes: The property was computed when the model was inspected and is not computed again.
# --- setup ---
import functools
import tensorflow as tf

class Mixture:
    def __init__(self):
        self.raw = tf.Variable([0.1, 0.4, -0.2])
        self.tilt = tf.Variable([1.0, 2.0, 3.0])
    @functools.cached_property
    def weights(self):
        return tf.nn.softmax(self.raw)
mixture = Mixture()
raw, tilt = mixture.raw, mixture.tilt
text = f"weights: {mixture.weights.numpy()}"
# --- cell ---
p = mixture.weights
loss = -tf.reduce_sum(p * tilt ** 2)
