# source: constructed (frozen proxy of a module)
# target: loss
# sources: prior_kernel, posterior_kernel, prior_bias
# expect: {"prior_kernel": "stop_gradient", "posterior_kernel": "ok", "prior_bias": "ok"}
# culprit: {"prior_kernel": 2}
# notes: The proxy detaches tensors and variables that are read as attributes; the method it hands out is bound to the original object, which reads its own bias directly.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(848)
class Encoder(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
        self.bias = tf.Variable(tf.zeros([2]))
    def shift(self, h):
        return h + self.bias
class Frozen:
    def __init__(self, inner):
        self._inner = inner
    def __getattr__(self, name):
        value = getattr(self._inner, name)
        return tf.stop_gradient(value) if tf.is_tensor(value) else value
prior, posterior = Encoder(), Encoder()
prior_kernel, prior_bias, posterior_kernel = prior.kernel, prior.bias, posterior.kernel
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
target = Frozen(prior)
p = target.shift(x @ target.kernel)
q = posterior.shift(x @ posterior.kernel)
loss = tf.reduce_mean((tf.nn.softmax(q) - tf.nn.softmax(p)) ** 2)
