# source: https://github.com/tensorflow/probability/issues/467
# target: loss
# sources: loc, rho, prior_rho, likelihood_scale
# expect: {"loc": "ok", "rho": "ok", "prior_rho": "computed_before_tape", "likelihood_scale": "not_trainable"}
# culprit: {"prior_rho": 3}
# notes: The Kullback-Leibler term against the prior was evaluated when the layer was built and is only looked up afterwards.
# --- setup ---
import numpy as np
import tensorflow as tf

class DenseFlipout(tf.Module):
    def __init__(self, n):
        super().__init__()
        self.loc = tf.Variable(tf.zeros([n, 1]) + 0.1)
        self.rho = tf.Variable(tf.zeros([n, 1]) - 3.0)
        self.prior_rho = tf.Variable(0.5)
        self.prior_scale = tf.nn.softplus(self.prior_rho)
    def kl(self):
        scale = tf.nn.softplus(self.rho)
        return tf.reduce_sum(tf.math.log(self.prior_scale / scale) + 0.5 * (scale ** 2 + self.loc ** 2))
    def __call__(self, x):
        signs = tf.sign(tf.random.stateless_normal(tf.shape(x), [5, 5]))
        noise = tf.nn.softplus(self.rho) * tf.random.stateless_normal(self.loc.shape, [6, 6])
        return x @ self.loc + (x * signs) @ noise
layer = DenseFlipout(3)
loc, rho, prior_rho = layer.loc, layer.rho, layer.prior_rho
likelihood_scale = tf.Variable(1.0, trainable=False)
x = tf.constant(np.random.default_rng(15).normal(size=(6, 3)).astype("float32"))
# --- cell ---
mean = layer(x)
fit = tf.reduce_mean(((tf.sin(x[:, :1]) - mean) / likelihood_scale) ** 2)
loss = fit + layer.kl() / 6.0
