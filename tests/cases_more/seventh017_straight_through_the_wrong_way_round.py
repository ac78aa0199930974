# source: https://github.com/Justin-Tan/generative-compression/issues/27
# target: distortion
# sources: encoder, centers, decoder, rate_weight
# expect: {"encoder": "stop_gradient", "centers": "ok", "decoder": "ok", "rate_weight": "ok"}
# culprit: {"encoder": 5}
# notes: The quantiser keeps the hard value and detaches the soft correction, where it should be the other way round; the centres are still gathered.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(6)
encoder = tf.Variable(rng.normal(size=(5, 3)).astype("float32"))
decoder = tf.Variable(rng.normal(size=(3, 5)).astype("float32"))
centers = tf.Variable([-1.0, 0.0, 1.0])
rate_weight = tf.Variable(0.1)
x = tf.constant(rng.normal(size=(4, 5)).astype("float32"))
# --- cell ---
z = x @ encoder
gaps = tf.abs(z[..., None] - centers)
soft = tf.reduce_sum(tf.nn.softmax(-gaps) * centers, axis=-1)
hard = tf.gather(centers, tf.argmin(gaps, axis=-1))
quantised = hard + tf.stop_gradient(soft - hard)
distortion = tf.reduce_mean((quantised @ decoder - x) ** 2) + rate_weight * tf.reduce_mean(quantised ** 2)
