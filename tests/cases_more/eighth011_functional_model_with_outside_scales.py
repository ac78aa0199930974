# source: constructed (Keras functional API)
# target: loss
# sources: scale, log_gain, kernel, gamma
# expect: {"scale": "ok", "log_gain": "computed_before_tape", "kernel": "ok", "gamma": "ok"}
# culprit: {"log_gain": 1}
# notes: A variable that is multiplied in while the functional model is built is kept as it is and read on every call; an expression of a variable was evaluated at that moment.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(811)
scale, log_gain = tf.Variable(2.0), tf.Variable(0.1)
inp = keras.Input((3,))
dense, norm = keras.layers.Dense(4, activation="tanh"), keras.layers.LayerNormalization()
h = dense(inp) * scale
h = norm(h) * tf.exp(log_gain)
model = keras.Model(inp, keras.layers.Dense(1)(h))
kernel, gamma = dense.kernel, norm.gamma
x = tf.constant(np.random.default_rng(811).normal(size=(5, 3)).astype("float32"))
# --- cell ---
pred = model(x)
loss = tf.reduce_mean((pred - 1.0) ** 2)
