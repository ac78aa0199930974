# source: constructed (weights of a network mixed with set_weights)
# target: loss
# sources: mix, bias
# expect: {"mix": "stateful_op", "bias": "ok"}
# culprit: {"mix": 2}
# notes: set_weights assigns; the mixing coefficient therefore ends in the state of the layer.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
first, second = keras.layers.Dense(2), keras.layers.Dense(2)
x = tf.constant(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
first(x); second(x)
anchor = tf.constant(first.get_weights()[0])
mix = tf.Variable(0.25)
bias = second.bias
# --- cell ---
blend = mix * anchor + (1.0 - mix) * tf.ones_like(anchor)
second.set_weights([blend, tf.zeros([2])])
loss = tf.reduce_sum(second(x) ** 2)
