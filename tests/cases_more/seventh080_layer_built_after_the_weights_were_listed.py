# source: constructed (sources taken from a layer that is rebuilt on first use)
# target: loss
# sources: early_kernel, scale, late_kernel
# expect: {"early_kernel": "wrong_object", "scale": "ok", "late_kernel": "ok"}
# culprit: {"early_kernel": 1}
# notes: The lazily made layer is replaced when the input width is known; the kernel handle comes from the provisional one.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(50)
class LazyDense:
    def __init__(self, units, width=3):
        self.units, self.width, self.inner = units, 0, None
        self.make(width)
        self.width = 0
    def make(self, width):
        self.inner = keras.layers.Dense(self.units)
        self.inner.build((None, width))
        self.width = width
    def __call__(self, x):
        if self.inner is None or self.width != x.shape[-1]:
            self.make(x.shape[-1])
        return self.inner(x)
hidden, scale = LazyDense(4), tf.Variable(0.5)
final = keras.layers.Dense(1)
final.build((None, 4))
early_kernel, late_kernel = hidden.inner.kernel, final.kernel
x = tf.constant(np.random.default_rng(50).normal(size=(5, 3)).astype("float32"))
# --- cell ---
h = tf.nn.relu(hidden(x))
y = final(h) * scale
loss = tf.reduce_mean((y - 1.0) ** 2)
