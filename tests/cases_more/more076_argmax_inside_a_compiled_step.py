# source: constructed (greedy decoding in a tf.function)
# target: loss
# sources: enc, table
# expect: {"enc": "registered_not_differentiable", "table": "ok"}
# culprit: {"enc": 2}
# notes: The compiled function, defined earlier, feeds the most likely token back; only the table of embeddings learns.
# --- setup ---
import tensorflow as tf

enc = tf.Variable([[0.3, 0.5, -0.1], [0.9, 0.2, 0.4]])
table = tf.Variable([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
@tf.function
def feed_back(scores):
    token = tf.argmax(scores, axis=-1)
    return tf.nn.embedding_lookup(table, token)
feed_back(tf.zeros([2, 3]))
# --- cell ---
scores = tf.nn.log_softmax(enc)
nxt = feed_back(scores)
loss = tf.reduce_sum(nxt ** 2)
