# source: constructed (feature scaler with fit and transform)
# target: mse
# sources: kernel, out_gain
# expect: {"kernel": "left_tensorflow", "out_gain": "ok"}
# culprit: {"kernel": 2}
# notes: The scaler is an ordinary Python object from the preprocessing module; its inverse transform works in NumPy.
# --- setup ---
import numpy as np
import tensorflow as tf

class StandardScaler:
    def fit(self, values):
        self.mean_, self.scale_ = values.mean(axis=0), values.std(axis=0)
        return self
    def inverse_transform(self, values):
        return np.asarray(values) * self.scale_ + self.mean_
rng = np.random.default_rng(0)
y = rng.normal(3.0, 2.0, size=(6, 1)).astype("float32")
x = tf.constant(rng.normal(size=(6, 2)).astype("float32"))
scaler = StandardScaler().fit(y)
kernel = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
out_gain = tf.Variable(1.0)
# --- cell ---
scaled = x @ kernel
prices = scaler.inverse_transform(scaled)
mse = tf.reduce_mean((out_gain * prices - y) ** 2)
