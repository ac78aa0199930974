# source: constructed (hypernetwork writes the weights of a Keras layer)
# target: loss
# sources: hyper_w, task, main_bias
# expect: {"hyper_w": "stateful_op", "task": "stateful_op", "main_bias": "ok"}
# culprit: {"hyper_w": 2, "task": 2}
# notes: The generated weights are written into the layer with assign; the layer then reads its own variable.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
main = keras.layers.Dense(2, activation="tanh")
x = tf.constant(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
main(x)
main_bias = main.bias
hyper_w = tf.Variable(np.random.default_rng(1).normal(size=(2, 6)).astype("float32"))
task = tf.Variable([[0.3, -0.9]])
# --- cell ---
generated = tf.reshape(task @ hyper_w, [3, 2])
main.kernel.assign(generated)
y = main(x)
loss = tf.reduce_mean(tf.square(y))
