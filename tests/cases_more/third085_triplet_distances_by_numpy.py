# source: https://github.com/tensorflow/tensorflow/issues/50111
# target: loss
# sources: kernel, margin
# expect: {"kernel": "left_tensorflow", "margin": "ok"}
# culprit: {"kernel": 3}
# notes: The distance matrix is made into an array to use fancy indexing, and the loss continues with the array.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
kernel = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
margin = tf.Variable(0.2)
batch = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
labels = np.array([0, 0, 1, 1, 2, 2])
def distances(e):
    return 1.0 - tf.matmul(e, e, transpose_b=True)
# --- cell ---
emb = tf.math.l2_normalize(batch @ kernel, axis=1)
print("mean norm", float(tf.reduce_mean(tf.norm(emb, axis=1))))
d = np.asarray(distances(emb))
same = labels[:, None] == labels[None]
pos, neg = d[same & ~np.eye(6, dtype=bool)], d[~same]
loss = tf.nn.relu(pos.mean() - neg.mean() + margin) + 0.1 * margin ** 2
