# source: constructed on a guide
# target: nll
# sources: emb, stop_w, tok
# expect: {"emb": "ok", "stop_w": "not_taken_branch", "tok": "integer_dtype"}
# culprit: {"stop_w": 3}
# notes: Token ids are Python ints from an integer variable; stop words are skipped.
# --- setup ---
import numpy as np
import tensorflow as tf
emb = tf.Variable([[0.1, 0.2], [0.5, -0.5], [0.9, 0.3]])
stop_w = tf.Variable(0.1)
tok = tf.Variable([0, 2, 2])
stops = {1}
# --- cell ---
vecs = []
for t in tok.numpy().tolist():
    if t in stops:
        vecs.append(stop_w * emb[t])
        continue
    vecs.append(emb[t])
nll = tf.reduce_logsumexp(tf.add_n(vecs))
