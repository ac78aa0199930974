# source: constructed
# target: ce
# sources: smoothing, embed, out_bias
# expect: {"smoothing": "registered_not_differentiable", "embed": "ok", "out_bias": "ok"}
# culprit: {"smoothing": 3}
# notes: A learnable label smoothing is passed as on_value and off_value of tf.one_hot, which has no derivative for them.
# --- setup ---
import tensorflow as tf

VOCAB = 7
embed = tf.Variable(tf.random.stateless_normal([VOCAB, 5], [1, 1]))
out_bias = tf.Variable(tf.zeros([VOCAB]))
smoothing = tf.Variable(0.1)
tokens = tf.constant([[1, 4, 2], [3, 3, 6]])
nxt = tf.constant([[4, 2, 0], [3, 6, 0]])
# --- cell ---
h = tf.tanh(tf.nn.embedding_lookup(embed, tokens))
logits = tf.einsum("btd,vd->btv", h, embed) + out_bias
soft = tf.one_hot(nxt, VOCAB, on_value=1.0 - smoothing, off_value=smoothing / (VOCAB - 1))
ce = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=soft, logits=logits))
