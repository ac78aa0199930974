# source: constructed (reset of a module)
# target: loss
# sources: mu, rho, eta
# expect: {"mu": "wrong_object", "rho": "ok", "eta": "wrong_object"}
# culprit: {"mu": 2, "eta": 2}
# notes: The reset replaces two parameters by new variables and assigns the third in place; the handles were taken before.
# --- setup ---
import tensorflow as tf

class Posterior(tf.Module):
    def __init__(self):
        super().__init__()
        self.mu, self.rho, self.eta = (tf.Variable(v) for v in (0.4, -1.0, 2.0))
    def reset(self, **values):
        self.rho.assign(-2.0)
        for name, value in values.items():
            setattr(self, name, tf.Variable(value))
    def energy(self, x):
        return tf.reduce_mean((x - self.mu) ** 2) / tf.nn.softplus(self.rho) * self.eta
q = Posterior()
mu, rho, eta = q.mu, q.rho, q.eta
x = tf.constant([0.2, 1.4, -0.3])
# --- cell ---
q.reset(mu=0.0, eta=1.0)
loss = q.energy(x)
