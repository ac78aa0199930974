# source: constructed (MoCo dictionary in a variable)
# target: loss
# sources: query_kernel, key_kernel, old_keys, tau
# expect: {"query_kernel": "ok", "key_kernel": "stateful_op", "old_keys": "not_trainable", "tau": "ok"}
# culprit: {"key_kernel": 3}
# notes: New keys are enqueued by slice assignment; the positives also come from the queue, so the key encoder has no other way.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(76)
query_kernel = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
key_kernel = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
queue = tf.Variable(tf.math.l2_normalize(rng.normal(size=(8, 3)).astype("float32"), axis=1), trainable=False)
old_keys, tau = queue, tf.Variable(0.2)
a = tf.constant(rng.normal(size=(2, 4)).astype("float32"))
pointer = 4
# --- cell ---
q = tf.math.l2_normalize(a @ query_kernel, axis=1)
k = tf.math.l2_normalize((a + 0.01) @ key_kernel, axis=1)
queue[pointer:pointer + 2].assign(k)
similarity = tf.matmul(q, queue, transpose_b=True) / tau
labels = tf.constant([pointer, pointer + 1])
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=similarity))
