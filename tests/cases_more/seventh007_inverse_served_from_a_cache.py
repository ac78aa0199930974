# source: https://github.com/tensorflow/probability/issues/1190
# target: log_prob
# sources: y, shift, log_scale
# expect: {"y": "not_connected", "shift": "ok", "log_scale": "ok"}
# culprit: {"y": 6}
# notes: The bijector remembers which x gave y, so inverse(y) hands back the old x and the watched sample plays no part.
# --- setup ---
import tensorflow as tf

class Affine:
    def __init__(self, shift, log_scale):
        self.shift, self.log_scale, self.cache = shift, log_scale, {}
    def forward(self, x):
        y = self.shift + tf.exp(self.log_scale) * x
        self.cache[id(y)] = x
        return y
    def inverse(self, y):
        if id(y) in self.cache:
            return self.cache[id(y)]
        return (y - self.shift) * tf.exp(-self.log_scale)
shift, log_scale = tf.Variable([0.5, -1.0]), tf.Variable([0.1, 0.3])
flow = Affine(shift, log_scale)
noise = tf.constant([[0.2, -0.4], [1.1, 0.3]])
# --- cell ---
y = flow.forward(noise)
tape.watch(y)
x = flow.inverse(y)
base = -0.5 * tf.reduce_sum(x ** 2, axis=1)
regular = 0.01 * tf.reduce_sum(shift ** 2)
log_prob = tf.reduce_sum(base - tf.reduce_sum(log_scale)) - regular
