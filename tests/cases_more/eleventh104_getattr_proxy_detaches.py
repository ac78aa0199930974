# source: constructed (code as an engineer structures it)
# target: loss
# sources: kernel, bias
# expect: {"kernel": "ok", "bias": "stop_gradient"}
# culprit: {"bias": 3}
# notes: A proxy forwards attributes by __getattr__ and hands variables out detached; the kernel is also used through the real layer, the bias only through the proxy.
# --- setup ---
import tensorflow as tf

class Linear(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable([[0.4, -0.2], [0.1, 0.9]])
        self.bias = tf.Variable([0.3, -0.1])
        self.units = 2

class View:
    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        value = getattr(self._inner, name)
        if isinstance(value, tf.Variable):
            return tf.stop_gradient(value)
        return value

layer = Linear()
view = View(layer)
kernel, bias = layer.kernel, layer.bias
x = tf.constant([[1.0, 2.0], [0.5, -1.0]])
# --- cell ---
hidden = tf.tanh(x @ layer.kernel)
recon = hidden @ tf.transpose(view.kernel)
shift = view.bias / view.units
loss = tf.reduce_mean((recon + shift - x) ** 2)
