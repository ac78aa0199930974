# source: constructed (contrastive learning with a bank of old keys)
# target: loss
# sources: key_w, query_w
# expect: {"key_w": "stateful_op", "query_w": "ok"}
# culprit: {"key_w": 4}
# notes: The new keys are pushed into the bank with assign; the logits are taken against the bank.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
key_w, query_w = (tf.Variable(rng.normal(size=(4, 3)).astype("float32")) for _ in range(2))
bank = tf.Variable(rng.normal(size=(6, 3)).astype("float32"), trainable=False)
view_a, view_b = (tf.constant(rng.normal(size=(2, 4)).astype("float32")) for _ in range(2))
# --- cell ---
query = tf.math.l2_normalize(view_a @ query_w, axis=1)
keys = tf.math.l2_normalize(view_b @ key_w, axis=1)
merged = tf.concat([keys, bank[:-2]], axis=0)
bank.assign(merged)
logits = query @ tf.transpose(bank) / 0.2
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.range(2), logits=logits))
