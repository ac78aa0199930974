# source: constructed on a guide
# target: loss
# sources: emb, b, g, v
# expect: {"emb": "ok", "b": "ok", "g": "ok", "v": "ok"}
# notes: Weight tying, weight norm, spectral iteration with stop_gradient on the vector: all sound.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(5)
emb = tf.Variable(rng.normal(size=(5, 3)).astype("float32"))
b, g = tf.Variable(tf.zeros([5])), tf.Variable(1.0)
v = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
u0 = tf.ones([1, 3])
# --- cell ---
u = u0
for _ in range(2):
    p = tf.stop_gradient(tf.linalg.l2_normalize(u @ v))
    u = tf.stop_gradient(tf.linalg.l2_normalize(p @ tf.transpose(v)))
sigma = tf.squeeze(u @ v @ tf.transpose(p))
h = tf.gather(emb, [1, 4]) @ (g * v / sigma)
logits = tf.matmul(h, emb, transpose_b=True) + b
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[4, 1], logits=logits))
