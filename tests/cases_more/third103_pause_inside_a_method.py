# source: constructed (feature extractor class that holds the tape)
# target: loss
# sources: stem_w, head_w
# expect: {"stem_w": "recording_stopped", "head_w": "ok"}
# culprit: {"stem_w": 1}
# notes: The extractor gets the tape and pauses it inside its method, which is defined in an earlier cell.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(4)
stem_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
head_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
x = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
class Extractor:
    def __init__(self, weight, frozen=True):
        self.weight, self.frozen = weight, frozen
    def __call__(self, batch, tape):
        if not self.frozen:
            return tf.nn.relu(batch @ self.weight)
        with tape.stop_recording():
            return tf.nn.relu(batch @ self.weight)
extract = Extractor(stem_w)
# --- cell ---
features = extract(x, tape)
sparsity = float(tf.reduce_mean(tf.cast(features == 0.0, tf.float32)))
loss = tf.reduce_mean(tf.square(features @ head_w - 1.0))
print("zero share", sparsity)
