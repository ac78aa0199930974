# source: constructed (Keras add_loss)
# target: total
# sources: kernel, sparsity, decay
# expect: {"kernel": "ok", "sparsity": "computed_before_tape", "decay": "ok"}
# culprit: {"sparsity": 4}
# notes: The activity loss was taken out of model.losses after a warm-up call, which is a finished tensor; the weight penalty is computed anew whenever the property is read.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(817)
sparsity, decay = tf.Variable(0.1), tf.Variable(0.01)
class Code(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(4, kernel_regularizer=lambda k: decay * tf.reduce_sum(k ** 2))
    def call(self, x):
        h = self.dense(x)
        self.add_loss(sparsity * tf.reduce_mean(tf.abs(h)))
        return h
code = Code()
model = keras.Sequential([keras.Input((3,)), code, keras.layers.Dense(1)])
x = tf.constant(np.random.default_rng(817).normal(size=(6, 3)).astype("float32"))
model(x)
kernel = code.dense.kernel
activity, _ = model.losses
# --- cell ---
pred = model(x)
fit = tf.reduce_mean((pred - 1.0) ** 2)
weight_penalty = model.losses[-1]
total = fit + activity + weight_penalty
