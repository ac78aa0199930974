# source: constructed on a guide
# target: loss
# sources: kernel, gain
# expect: {"kernel": "ok", "gain": "stateful_op"}
# culprit: {"gain": 2}
# notes: A layer keeps running statistics by assign and normalises with them; the gain enters only by the running mean.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
class RunningCenter(keras.layers.Layer):
    def build(self, shape):
        self.running = self.add_weight(shape=(), initializer="zeros", trainable=False, name="running")
    def call(self, x, gain):
        self.running.assign(0.9 * self.running + 0.1 * tf.reduce_mean(gain * x))
        return x - self.running
keras.utils.set_random_seed(0)
dense, center = keras.layers.Dense(2), RunningCenter()
X = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
dense(X)
gain = tf.Variable(1.5)
center(dense(X), gain)
kernel = dense.kernel
# --- cell ---
h = dense(X)
h = center(h, gain)
out = tf.nn.tanh(h)
loss = tf.reduce_mean(tf.reduce_sum(out ** 2, axis=1))
print("running", float(center.running))
