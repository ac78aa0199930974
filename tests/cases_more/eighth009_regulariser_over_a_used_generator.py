# source: constructed (exhausted generator)
# target: loss
# sources: kernel, offset, penalty
# expect: {"kernel": "ok", "offset": "ok", "penalty": "not_taken_branch"}
# culprit: {"penalty": 4}
# notes: The generator of weights is consumed by the count, so the loop for the penalty runs zero times; the weights themselves are used by the model as well.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(808)
kernel = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
offset, penalty = tf.Variable([0.1]), tf.Variable(1e-2)
x = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
y = tf.constant(rng.normal(size=(6, 1)).astype("float32"))
# --- cell ---
loss = tf.reduce_mean((x @ kernel + offset - y) ** 2)
weights = (v for v in (kernel, offset) if v.trainable)
count = sum(int(tf.size(v)) for v in weights)
for v in weights:
    loss += penalty * tf.nn.l2_loss(v) / count
