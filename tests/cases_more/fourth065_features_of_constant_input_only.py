# source: constructed
# target: loss
# sources: feats, w
# expect: {"feats": "not_watched", "w": "ok"}
# culprit: {"feats": 1}
# notes: feats is computed in the cell from constants only; nothing watched lies behind it.
# --- setup ---
import tensorflow as tf

w = tf.Variable([0.4, -0.3])
x = tf.constant([[1.0, 2.0], [3.0, 0.5]])
# --- cell ---
feats = tf.math.log1p(x)
pred = tf.linalg.matvec(feats, w)
loss = tf.reduce_mean((pred - 1.0) ** 2)
