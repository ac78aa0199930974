# source: https://github.com/SeldonIO/alibi/issues/369
# target: outputs
# sources: path, table, tokens, baseline, conv
# options: --watch baseline
# expect: {"path": "ok", "table": "ok", "tokens": "integer_dtype", "baseline": "ok", "conv": "ok"}
# notes: The straight line between baseline and embeddings is watched after it was made; the table below it is recorded all the same, the token ids are integers.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(14)
table = tf.Variable(rng.normal(size=(12, 3)).astype("float32"))
conv = tf.Variable(rng.normal(size=(2, 3, 4)).astype("float32"))
tokens = tf.Variable([[3, 7, 1, 1, 5]])
baseline = tf.zeros([1, 5, 3])
steps = tf.linspace(0.0, 1.0, 4)[:, None, None]
# --- cell ---
embedded = tf.gather(table, tokens)
path = baseline + steps * (embedded - baseline)
tape.watch(path)
hidden = tf.nn.relu(tf.nn.conv1d(path, conv, stride=1, padding="SAME"))
outputs = tf.reduce_mean(hidden, axis=[1, 2])
