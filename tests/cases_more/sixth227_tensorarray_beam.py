# source: constructed on a guide
# target: logprob
# sources: emb, proj, start
# expect: {"emb": "ok", "proj": "ok", "start": "integer_dtype"}
# notes: Greedy decoding into a TensorArray: the tokens are argmax, the scores remain connected; the start token is an integer variable.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(3)
emb = tf.Variable(rng.normal(size=(6, 4)).astype("float32"))
proj = tf.Variable(rng.normal(size=(4, 6)).astype("float32"))
start = tf.Variable(2)
# --- cell ---
scores = tf.TensorArray(tf.float32, size=4, clear_after_read=False)
tokens = tf.TensorArray(tf.int32, size=0, dynamic_size=True)
tok = start.read_value()
for step in tf.range(4):
    logits = tf.linalg.matvec(tf.transpose(proj), tf.nn.embedding_lookup(emb, tok))
    lp = tf.nn.log_softmax(logits)
    tok = tf.argmax(lp, output_type=tf.int32)
    tokens = tokens.write(step, tok)
    scores = scores.write(step, lp[tok])
logprob = tf.reduce_sum(scores.stack())
