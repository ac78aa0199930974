# source: constructed (key-value cache of a decoder)
# target: loss
# sources: wq, wk, wv, wo
# expect: {"wq": "ok", "wk": "recording_stopped", "wv": "stateful_op", "wo": "ok"}
# culprit: {"wk": 2, "wv": 3}
# notes: Keys of the prompt are computed while recording is paused, values are written into a cache variable; only the query and output projections are clean.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(71)
wq, wk, wv, wo = (tf.Variable(rng.normal(size=(4, 4)).astype("float32")) for _ in range(4))
value_cache = tf.Variable(tf.zeros([5, 4]), trainable=False)
prompt = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
token = tf.constant(rng.normal(size=(1, 4)).astype("float32"))
# --- cell ---
with tape.stop_recording():
    keys = prompt @ wk
value_cache.assign(prompt @ wv)
weights = tf.nn.softmax(tf.matmul(token @ wq, keys, transpose_b=True) / 2.0)
context = tf.matmul(weights, value_cache)
loss = tf.reduce_mean((tf.nn.gelu(context @ wo) - token) ** 2)
