# source: constructed (design matrix built in the constructor)
# target: loss
# sources: centres, widths, ridge, weights, shift
# expect: {"centres": "computed_before_tape", "widths": "computed_before_tape", "ridge": "computed_before_tape", "weights": "ok", "shift": "not_watched"}
# culprit: {"centres": 1, "widths": 1, "ridge": 2}
# notes: The design matrix and the smoothing matrix are built once in the constructor; only the weights are applied here.
# --- setup ---
import tensorflow as tf

class RBFNet:
    def __init__(self, x, centres, widths, ridge):
        d = (x[:, None] - centres[None, :]) / widths
        self.design = tf.exp(-0.5 * d ** 2)
        self.smooth = tf.linalg.inv(tf.matmul(self.design, self.design, transpose_a=True) + ridge * tf.eye(3))
    def predict(self, weights):
        return tf.linalg.matvec(self.design, weights)
    def effective_dof(self):
        gram = tf.matmul(self.design, self.design, transpose_a=True)
        return tf.linalg.trace(gram @ self.smooth)
centres, widths = tf.Variable([0.0, 1.0, 2.0]), tf.Variable([0.5, 0.6, 0.7])
ridge, weights = tf.Variable(0.1), tf.Variable([0.2, 0.4, -0.1])
shift = tf.constant(0.05)
net = RBFNet(tf.linspace(0.0, 2.0, 5), centres, widths, ridge)
# --- cell ---
pred = net.predict(weights) + shift
dof = net.effective_dof()
loss = tf.reduce_mean((pred - 0.5) ** 2) + 0.01 * dof
