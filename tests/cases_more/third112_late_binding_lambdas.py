# source: constructed (ensemble stored as lambdas)
# target: loss
# sources: kernel_a, kernel_b
# expect: {"kernel_a": "wrong_object", "kernel_b": "ok"}
# culprit: {"kernel_a": 1}
# notes: The lambdas look the loop variable up when they are called, so all of them use the last network.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(9)
nets = [keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="tanh"), keras.layers.Dense(1)]) for _ in range(2)]
kernel_a, kernel_b = (n.layers[0].kernel for n in nets)
members = []
for net in nets:
    members.append(lambda v: net(v))
x = tf.constant(np.random.default_rng(0).normal(size=(4, 2)).astype("float32"))
# --- cell ---
outputs = [f(x) for f in members]
mean = tf.add_n(outputs) / len(outputs)
disagreement = float(tf.math.reduce_std(tf.stack(outputs), axis=0)[0, 0])
loss = tf.reduce_mean((mean - 1.0) ** 2)
print("disagreement", disagreement)
