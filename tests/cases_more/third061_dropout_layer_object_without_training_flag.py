# source: constructed (Bayesian dropout with a learned rate)
# target: loss
# sources: kernel, rate_logit
# expect: {"kernel": "ok", "rate_logit": "not_taken_branch"}
# culprit: {"rate_logit": 2}
# notes: A concrete-dropout layer uses its learned rate in training mode only; the call lacks training=True.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

class ConcreteDropout(keras.layers.Layer):
    def build(self, shape):
        self.rate_logit = self.add_weight(shape=(), initializer="zeros", name="rate_logit")
    def call(self, x, training=False):
        if not training:
            return x
        u = tf.random.stateless_uniform(tf.shape(x), [1, 2], 0.05, 0.95)
        keep = tf.sigmoid((self.rate_logit + tf.math.log(u) - tf.math.log(1.0 - u)) / 0.1)
        return x * keep
keras.utils.set_random_seed(1)
dense, drop = keras.layers.Dense(3), ConcreteDropout()
x = tf.constant(np.random.default_rng(0).normal(size=(5, 2)).astype("float32"))
drop(dense(x))
kernel, rate_logit = dense.kernel, drop.rate_logit
# --- cell ---
hidden = dense(x)
dropped = drop(hidden)
loss = tf.reduce_mean(tf.square(dropped - 1.0))
