# source: https://github.com/kpe/bert-for-tf2/issues/46
# target: loss
# sources: table, out_bias, proj
# expect: {"table": "ok", "out_bias": "ok", "proj": "left_tensorflow"}
# culprit: {"proj": 4}
# notes: A tied head freezes its projection by copying it in the constructor.
# --- setup ---
import tensorflow as tf
table = tf.Variable(tf.random.stateless_normal([5, 3], [1, 2]))
proj = tf.Variable(tf.random.stateless_normal([3, 3], [3, 4]))
out_bias = tf.Variable(tf.zeros([5]))
ids = tf.constant([1, 4])
# --- cell ---
class TiedHead:
    def __init__(self, embedding, transform):
        self.embedding = embedding
        self.transform = tf.constant(transform.numpy())
    def __call__(self, h):
        return tf.matmul(h @ self.transform, self.embedding, transpose_b=True) + out_bias
hidden = tf.nn.embedding_lookup(table, ids)
logits = TiedHead(table, proj)(tf.nn.gelu(hidden))
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(ids, logits))
