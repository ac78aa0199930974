# source: constructed (encoder, decoder and copy gate in one cell)
# target: loss
# sources: enc, dec, gate, embed, length_penalty, coverage
# expect: {"enc": "ok", "dec": "ok", "gate": "registered_not_differentiable", "embed": "computed_before_tape", "length_penalty": "left_tensorflow", "coverage": "not_taken_branch"}
# culprit: {"gate": 3, "embed": 1, "length_penalty": 4, "coverage": 6}
# notes: Four different breaks beside two sound paths; the argmax in the last line only makes the printed translation.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
enc, dec = (tf.Variable(rng.normal(size=(3, 3)).astype("float32")) for _ in range(2))
gate, coverage = tf.Variable([0.3, 0.8, 0.6]), tf.Variable(1.0)
embed = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
length_penalty = tf.Variable(0.7)
vectors = tf.nn.embedding_lookup(embed, [2, 4])
labels = tf.constant([0, 2])
use_coverage = False
# --- cell ---
memory = tf.tanh(vectors @ enc)
logits = memory @ dec
copy = tf.where(gate >= 0.5, 1.0, 0.0)
scale = float(length_penalty) ** 2
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits + copy)) / scale
if use_coverage:
    loss += coverage * tf.reduce_sum(memory ** 2)
words = [int(i) for i in tf.argmax(logits, axis=1)]
