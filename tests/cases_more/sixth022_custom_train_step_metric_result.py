# source: constructed on a guide
# target: total
# sources: kernel, ce_weight
# expect: {"kernel": "ok", "ce_weight": "stateful_op"}
# culprit: {"ce_weight": 5}
# notes: The weighted auxiliary term goes through a keras metric before it is added.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
class Tracker(keras.metrics.Metric):
    def __init__(self, name="tracker"):
        super().__init__(name=name)
        self.total = self.add_weight(name="total", initializer="zeros")
        self.n = self.add_weight(name="n", initializer="zeros")
    def update_state(self, v):
        self.total.assign_add(tf.reduce_sum(v))
        self.n.assign_add(tf.cast(tf.size(v), tf.float32))
    def result(self):
        return self.total / self.n
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
kernel = model.layers[0].kernel
ce_weight = tf.Variable(0.4)
tracker = Tracker()
x = np.random.default_rng(0).normal(size=(4, 3)).astype("float32")
y = np.array([0, 1, 1, 0])
recon = tf.constant([0.3, 0.4, 0.1, 0.0])
# --- cell ---
tracker.reset_state()
logits = model(x)
mse = tf.reduce_mean((tf.nn.softmax(logits)[:, 0] - recon) ** 2)
ce = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
tracker.update_state(ce_weight * ce)
total = mse + tracker.result()
print({"mse": float(mse), "ce": float(tracker.result())})
