# source: constructed (Keras layer that stores its input in a weight)
# target: loss
# sources: first_kernel, last_kernel
# expect: {"first_kernel": "stateful_op", "last_kernel": "ok"}
# culprit: {"first_kernel": 1}
# notes: The delay layer writes the batch into its state with assign and returns the state.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
class Remember(keras.layers.Layer):
    def build(self, shape):
        self.state = self.add_weight(shape=(4, shape[-1]), initializer="zeros", trainable=False)
    def call(self, x):
        self.state.assign(0.5 * self.state + x)
        return self.state * 1.0
first, memory, last = keras.layers.Dense(3), Remember(), keras.layers.Dense(1)
def forward(x):
    return last(memory(first(x)))
x = tf.constant(np.random.default_rng(0).normal(size=(4, 2)).astype("float32"))
forward(x)
first_kernel, last_kernel = first.kernel, last.kernel
# --- cell ---
pred = forward(x)
loss = tf.reduce_mean((pred - 1.0) ** 2)
