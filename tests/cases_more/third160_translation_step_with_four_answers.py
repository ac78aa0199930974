# source: constructed (sequence to sequence with attention)
# target: nll
# sources: enc_w, att_w, dec_emb, len_scale
# expect: {"enc_w": "ok", "att_w": "registered_not_differentiable", "dec_emb": "ok", "len_scale": "integer_dtype"}
# culprit: {"att_w": 4, "len_scale": 2}
# notes: The attention weights only choose a hard position, the length scale only a cut of the memory; the argmax in the print is harmless.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
enc_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
att_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
dec_emb = tf.Variable(rng.normal(size=(5, 3)).astype("float32"))
len_scale = tf.Variable(1.6)
src = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
gold = tf.constant([1, 4, 0])
# --- cell ---
memory = tf.tanh(src @ enc_w)
keep = tf.cast(len_scale * 3.0, tf.int32)
memory = memory[:keep]
focus = tf.argmax(memory @ att_w, axis=0)[0]
context = memory[focus]
hidden = tf.gather(dec_emb, gold[:-1]) + context
logits = tf.matmul(hidden, dec_emb, transpose_b=True)
nll = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=gold[1:], logits=logits))
print("tokens", tf.argmax(logits, axis=1).numpy())
