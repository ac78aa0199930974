# source: constructed (code as an engineer structures it)
# target: loss
# sources: x, shift, log_scale
# expect: {"x": "ok", "shift": "not_connected", "log_scale": "ok"}
# notes: The inverse finds its argument in the cache of the forward pass and gives back the original input, so only the log-determinant depends on a parameter.
# --- setup ---
import tensorflow as tf

class AffineFlow:
    def __init__(self, shift, log_scale):
        self.shift, self.log_scale = shift, log_scale
        self._cache = {}

    def forward(self, x):
        y = x * tf.exp(self.log_scale) + self.shift
        self._cache[id(y)] = (y, x)
        return y

    def inverse(self, y):
        try:
            return self._cache[id(y)][1]
        except KeyError:
            return (y - self.shift) * tf.exp(-self.log_scale)

    def log_prob(self, y):
        z = self.inverse(y)
        return -0.5 * z ** 2 - self.log_scale

x = tf.Variable([0.3, -0.7, 1.1])
shift, log_scale = tf.Variable(0.5), tf.Variable(0.2)
flow = AffineFlow(shift, log_scale)
# --- cell ---
y = flow.forward(x * 2.0)
loss = -tf.reduce_mean(flow.log_prob(y))
