# source: constructed
# target: loss
# sources: table, out_kernel, scale, ids
# expect: {"table": "ok", "out_kernel": "not_connected", "scale": "ok", "ids": "integer_dtype"}
# culprit: {"out_kernel": 2}
# notes: The output projection is tied to the embedding table, so the separate output kernel is a leftover; the ids are integers.
# --- setup ---
import tensorflow as tf

class TinyLM(tf.Module):
    def __init__(self, vocab=5, dim=3, tie=True):
        super().__init__()
        self.table = tf.Variable(tf.random.stateless_normal([vocab, dim], [0, 7]))
        self.out_kernel = tf.Variable(tf.random.stateless_normal([dim, vocab], [1, 7]))
        self.scale = tf.Variable(1.0)
        self.tie = tie
    def project(self, h):
        kernel = tf.transpose(self.table) if self.tie else self.out_kernel
        return self.scale * (h @ kernel)
lm = TinyLM()
table, out_kernel, scale = lm.table, lm.out_kernel, lm.scale
ids = tf.Variable([0, 3, 1, 4])
# --- cell ---
hidden = tf.gather(lm.table, ids[:-1])
logits = lm.project(hidden)
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=ids[1:], logits=logits))
