# source: constructed (word2vec with a noise distribution)
# target: loss
# sources: in_vec, out_vec, noise_logits
# expect: {"in_vec": "ok", "out_vec": "ok", "noise_logits": "registered_not_differentiable"}
# culprit: {"noise_logits": 3}
# notes: Negative words are drawn from learned noise logits; the draw cuts, and the embeddings are gathered soundly.
# --- setup ---
import numpy as np
import tensorflow as tf

tf.random.set_seed(1)
rng = np.random.default_rng(1)
in_vec = tf.Variable(rng.normal(size=(8, 3)).astype("float32"))
out_vec = tf.Variable(rng.normal(size=(8, 3)).astype("float32"))
noise_logits = tf.Variable(rng.normal(size=(8,)).astype("float32"))
centre, context = tf.constant([1, 4]), tf.constant([2, 7])
# --- cell ---
v = tf.gather(in_vec, centre)
pos = tf.reduce_sum(v * tf.gather(out_vec, context), axis=1)
drawn = tf.random.categorical(noise_logits[None], 6)
neg = tf.matmul(v, tf.gather(out_vec, drawn[0]), transpose_b=True)
loss = -tf.reduce_mean(tf.math.log_sigmoid(pos)) - tf.reduce_mean(tf.math.log_sigmoid(-neg))
counts = np.bincount(drawn.numpy()[0], minlength=8)
