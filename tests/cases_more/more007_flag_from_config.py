# source: constructed (trainable flag read from a settings dict)
# target: nll
# sources: log_sigma, mean
# expect: {"log_sigma": "not_trainable", "mean": "ok"}
# notes: learn_noise is False in the settings, so the noise level is a variable with trainable=False.
# --- setup ---
import tensorflow as tf

settings = {"learn_noise": False, "start": -0.5}
class Gaussian:
    def __init__(self, cfg):
        self.mean = tf.Variable(0.0)
        self.log_sigma = tf.Variable(cfg["start"], trainable=cfg["learn_noise"])
    def nll(self, y):
        z = (y - self.mean) * tf.exp(-self.log_sigma)
        return tf.reduce_mean(0.5 * z ** 2 + self.log_sigma)
head = Gaussian(settings)
mean, log_sigma = head.mean, head.log_sigma
y = tf.constant([0.3, -0.1, 1.2])
# --- cell ---
nll = head.nll(y)
