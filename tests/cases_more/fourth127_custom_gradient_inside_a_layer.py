# source: constructed
# target: loss
# sources: slope, kernel
# expect: {"slope": "custom_gradient_none", "kernel": "ok"}
# culprit: {"slope": 2}
# notes: The layer's activation returns None for its second argument, the learned slope.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
@tf.custom_gradient
def leaky(v, s):
    def grad(dy):
        return dy * s, None
    return v * s, grad
class Act(keras.layers.Layer):
    def build(self, shape):
        self.slope = self.add_weight(shape=(), initializer="ones", name="slope")
    def call(self, x):
        return leaky(x, self.slope * 1.0)
act, dense = Act(), keras.layers.Dense(2)
x = tf.ones([2, 3])
act(dense(x))
slope, kernel = act.slope, dense.kernel
# --- cell ---
h = dense(x)
h = act(h)
loss = tf.reduce_mean((h - 1.0) ** 2)
