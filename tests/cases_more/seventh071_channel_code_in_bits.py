# source: https://github.com/abman23/seq2seq-sc/issues/3
# target: loss
# sources: tx, rx, noise_power, source_prior
# expect: {"tx": "integer_dtype", "rx": "ok", "noise_power": "ok", "source_prior": "registered_not_differentiable"}
# culprit: {"source_prior": 1, "tx": 4}
# notes: Semantic communication: the transmitter's symbols become bits and are modulated again; the noise power scales a random draw and stays differentiable.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(41)
tx = tf.Variable(rng.normal(size=(4, 6)).astype("float32"))
rx = tf.Variable(rng.normal(size=(6, 4)).astype("float32"))
noise_power = tf.Variable(0.1)
source_prior = tf.Variable([0.4, 0.3, 0.2, 0.1])
# --- cell ---
picks = tf.random.categorical(tf.math.log(source_prior)[None], 8, seed=5)[0]
messages = tf.one_hot(picks, 4)
symbols = tf.sigmoid(messages @ tx) * 255.0
bytes_out = tf.cast(symbols, tf.uint8)
modulated = tf.cast(bytes_out, tf.float32) / 127.5 - 1.0
received = modulated + tf.sqrt(noise_power) * tf.random.stateless_normal([8, 6], [2, 3])
decoded = received @ rx
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=messages, logits=decoded))
