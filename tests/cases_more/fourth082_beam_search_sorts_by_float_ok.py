# source: constructed
# target: loss
# sources: emb, proj
# expect: {"emb": "ok", "proj": "ok"}
# notes: The beams are ranked by Python floats and argmax tokens, but their scores stay tensors (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
emb = tf.Variable(rng.normal(size=(5, 3)).astype("float32"))
proj = tf.Variable(rng.normal(size=(3, 5)).astype("float32"))
# --- cell ---
beams = [([0], tf.constant(0.0))]
for _ in range(2):
    grown = []
    for toks, score in beams:
        logp = tf.nn.log_softmax(emb[toks[-1]][None] @ proj)[0]
        for t in tf.math.top_k(logp, 2).indices.numpy():
            grown.append((toks + [int(t)], score + logp[t]))
    beams = sorted(grown, key=lambda b: -float(b[1]))[:2]
loss = -tf.add_n([score for _, score in beams])
