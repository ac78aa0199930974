# source: constructed (partial fine tuning)
# target: loss
# sources: first_kernel, first_bias, last_kernel, prompt
# options: --no-watch-accessed --watch prompt
# expect: {"first_kernel": "not_watched", "first_bias": "not_watched", "last_kernel": "ok", "prompt": "ok"}
# notes: Automatic watching is off; the cell watches the last two variables in the order of the model's list by itself.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(837)
net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(5, activation="tanh"), keras.layers.Dense(2)])
first_kernel, first_bias, last_kernel = net.layers[0].kernel, net.layers[0].bias, net.layers[1].kernel
prompt = tf.Variable(tf.ones([1, 4]))
x = tf.constant(np.random.default_rng(837).normal(size=(3, 4)).astype("float32"))
# --- cell ---
for v in net.trainable_variables[-2:]:
    tape.watch(v.value)
logits = net(tf.concat([prompt, x], axis=0))
loss = tf.reduce_mean(logits ** 2)
