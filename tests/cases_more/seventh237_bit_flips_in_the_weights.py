# source: constructed (fault injection by bit operations)
# target: loss
# sources: w1, w2, mask, noise, flip_rate
# expect: {"w1": "integer_dtype", "w2": "ok", "mask": "integer_dtype", "noise": "ok", "flip_rate": "registered_not_differentiable"}
# culprit: {"w1": 1, "flip_rate": 3}
# notes: The first weight matrix is reinterpreted as integers to flip a bit, the second one is disturbed by noise in float.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
x = tf.constant(rng.normal(size=(3, 2)).astype("float32"))
w1 = tf.Variable(rng.normal(size=(2, 2)).astype("float32"))
w2 = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
mask = tf.Variable([[1 << 20, 0], [0, 0]])
noise, flip_rate = tf.Variable(0.1), tf.Variable(0.5)
# --- cell ---
bits = tf.bitwise.bitwise_xor(tf.bitcast(w1, tf.int32), mask)
faulty = tf.bitcast(bits, tf.float32)
chosen = tf.random.stateless_uniform([2, 1], [1, 2]) < flip_rate
shaky = tf.where(chosen, w2 * (1.0 + noise), w2)
loss = tf.reduce_mean((tf.nn.relu(x @ faulty) @ shaky - 1.0) ** 2)
