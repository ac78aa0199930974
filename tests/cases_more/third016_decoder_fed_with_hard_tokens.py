# source: https://github.com/keras-team/keras/issues/11157
# target: loss
# sources: enc_kernel, enc_out, dec_table, dec_out
# expect: {"enc_kernel": "registered_not_differentiable", "enc_out": "registered_not_differentiable", "dec_table": "ok", "dec_out": "ok"}
# culprit: {"enc_kernel": 3, "enc_out": 3}
# notes: Two-stage decoder: the first stage's tokens are chosen by argmax and embedded again; the later argmax is only for the accuracy.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(11)
make = lambda *s: tf.Variable(rng.normal(size=s).astype("float32"))
enc_kernel, enc_out, dec_table, dec_out = make(3, 5), make(5, 7), make(7, 4), make(4, 7)
frames = tf.constant(rng.normal(size=(2, 6, 3)).astype("float32"))
truth = tf.constant(rng.integers(0, 7, size=(2, 6)))
# --- cell ---
hidden = tf.tanh(frames @ enc_kernel)
draft = tf.nn.softmax(hidden @ enc_out)
tokens = tf.argmax(draft, axis=-1)
context = tf.nn.embedding_lookup(dec_table, tokens)
final = context @ dec_out
accuracy = tf.reduce_mean(tf.cast(tf.argmax(final, -1) == truth, tf.float32))
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=truth, logits=final))
