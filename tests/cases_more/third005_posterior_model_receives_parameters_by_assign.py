# source: https://github.com/tensorflow/tensorflow/issues/54532
# target: log_posterior
# sources: theta, w, prior_scale
# expect: {"theta": "stateful_op", "w": "ok", "prior_scale": "ok"}
# culprit: {"theta": 1}
# notes: Hamiltonian Monte Carlo with a Keras model: the proposal is written into the weight inside call(); the weight is what the tape sees.
# --- setup ---
import tensorflow as tf
import keras

class Decay(keras.Model):
    def __init__(self):
        super().__init__()
        self.w = self.add_weight(shape=(), initializer="ones", name="w")
    def call(self, proposal):
        self.w.assign(proposal)
        return tf.exp(-self.w * times)
times = tf.constant([0.0, 1.0, 2.0, 4.0])
seen = tf.constant([1.0, 0.6, 0.4, 0.1])
model = Decay()
w = model.w
theta = tf.Variable(0.4)
prior_scale = tf.Variable(2.0)
# --- cell ---
predicted = model(theta)
residual = predicted - seen
log_likelihood = -0.5 * tf.reduce_sum(residual ** 2) / 0.01
log_prior = -tf.math.log(prior_scale) - 0.5 * (0.7 / prior_scale) ** 2
log_posterior = log_likelihood + log_prior
