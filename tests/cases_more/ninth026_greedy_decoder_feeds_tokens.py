# source: https://github.com/tensorflow/tensorflow/issues/43258
# target: nll
# sources: enc_w, emb, dec_w
# expect: {"enc_w": "registered_not_differentiable", "emb": "ok", "dec_w": "ok"}
# culprit: {"enc_w": 1}
# notes: The encoder only chooses the first token; everything after that goes through embedding look-ups of arg-maxed ids.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
source = tf.constant(rng.normal(size=(2, 3)).astype("float32"))
answer = tf.constant([[1, 4], [0, 2]])
enc_w = tf.Variable(rng.normal(size=(3, 5)).astype("float32"))
emb = tf.Variable(rng.normal(size=(5, 4)).astype("float32"))
dec_w = tf.Variable(rng.normal(size=(4, 5)).astype("float32"))
# --- cell ---
token = tf.argmax(source @ enc_w, axis=-1)
h = tf.zeros([2, 4])
nll = 0.0
for step in range(answer.shape[1]):
    h = tf.tanh(h + tf.nn.embedding_lookup(emb, token))
    scores = h @ dec_w
    nll += tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(answer[:, step], scores))
    token = tf.argmax(scores, axis=-1)
