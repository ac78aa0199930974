# source: constructed (prompt tuning without automatic watching)
# target: loss
# sources: prompt, head_w, norm_g
# options: --no-watch-accessed --watch prompt
# expect: {"prompt": "ok", "head_w": "not_watched", "norm_g": "not_watched"}
# culprit: {"head_w": 4, "norm_g": 3}
# notes: The tape watches nothing by itself; only the prompt was named.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
prompt = tf.Variable(rng.normal(size=(2, 4)).astype("float32"))
head_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
norm_g = tf.Variable(tf.ones([4]))
tokens = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
label = tf.constant([1])
# --- cell ---
seq = tf.concat([prompt, tokens], axis=0)
centred = seq - tf.reduce_mean(seq, axis=1, keepdims=True)
normed = centred * norm_g
logits = tf.reduce_mean(normed, axis=0, keepdims=True) @ head_w
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=label, logits=logits))
