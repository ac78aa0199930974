# source: constructed (sequence model with teacher forcing)
# target: nll
# sources: emb, feedback_w, out_w
# expect: {"emb": "ok", "feedback_w": "not_taken_branch", "out_w": "ok"}
# culprit: {"feedback_w": 5}
# notes: The coin always falls on teacher forcing, so the feedback projection is never used; the branch is inside the loop.
# --- setup ---
import random
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(10)
emb = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
feedback_w = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
out_w = tf.Variable(rng.normal(size=(3, 6)).astype("float32"))
tokens = [1, 4, 2, 5]
teacher_forcing = 1.0
# --- cell ---
random.seed(0)
h = tf.zeros([1, 3])
logits, nll = tf.zeros([1, 6]), tf.constant(0.0)
for now, nxt in zip(tokens, tokens[1:]):
    if random.random() < teacher_forcing:
        inp = emb[now][None]
    else:
        inp = tf.nn.softmax(logits) @ feedback_w
    h = tf.tanh(h + inp)
    logits = h @ out_w
    nll += tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[nxt], logits=logits)[0]
