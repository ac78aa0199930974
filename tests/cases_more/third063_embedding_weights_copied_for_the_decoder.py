# source: constructed (tied input and output embeddings)
# target: nll
# sources: in_table, out_table
# expect: {"in_table": "ok", "out_table": "wrong_object"}
# culprit: {"out_table": 2}
# notes: The decoder should use out_table; the helper makes its own copy of it when the class is built, and reads that.
# --- setup ---
import numpy as np
import tensorflow as tf

class Decoder(tf.Module):
    def __init__(self, table):
        super().__init__()
        self.table = tf.Variable(table)
    def __call__(self, h):
        return tf.matmul(h, self.table, transpose_b=True)
rng = np.random.default_rng(2)
in_table = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
out_table = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
decode = Decoder(out_table)
ids, nxt = tf.constant([1, 3, 5]), tf.constant([3, 5, 0])
# --- cell ---
vectors = tf.gather(in_table, ids)
logits = decode(tf.tanh(vectors))
best = tf.argmax(logits, axis=1)
nll = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=nxt, logits=logits))
