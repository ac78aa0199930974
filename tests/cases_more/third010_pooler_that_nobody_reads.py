# source: https://github.com/tensorflow/tensorflow/issues/37501
# target: token_loss
# sources: embed, encoder_w, pooler_w, tag_w
# expect: {"embed": "ok", "encoder_w": "ok", "pooler_w": "not_connected", "tag_w": "ok"}
# culprit: {"pooler_w": 5}
# notes: A BERT-like encoder returns sequence output and pooled output; token tagging uses the first one only.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(6)
def init(*s):
    return tf.Variable(rng.normal(size=s).astype("float32") * 0.5)
embed, encoder_w, pooler_w, tag_w = init(12, 4), init(4, 4), init(4, 4), init(4, 3)
ids = tf.constant([[1, 5, 7], [2, 2, 11]])
tags = tf.constant([[0, 2, 1], [1, 1, 0]])
def encoder(tokens):
    e = tf.gather(embed, tokens)
    att = tf.nn.softmax(tf.matmul(e, e, transpose_b=True) / 2.0)
    sequence = tf.nn.gelu(tf.matmul(att, e) @ encoder_w)
    pooled = tf.tanh(sequence[:, 0] @ pooler_w)
    return sequence, pooled
# --- cell ---
sequence, pooled = encoder(ids)
logits = sequence @ tag_w
guess = tf.argmax(logits, axis=-1, output_type=tf.int32)
accuracy = tf.reduce_mean(tf.cast(guess == tags, tf.float32))
token_loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tags, logits=logits))
