# source: constructed on a guide
# target: loss
# sources: table, proj, oov
# expect: {"table": "ok", "proj": "ok", "oov": "not_connected"}
# culprit: {"oov": 6}
# notes: String lookups give integer ids; the OOV vector is defined but this helper never uses it.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
table = tf.Variable(rng.normal(size=(10, 3)).astype("float32"))
oov = tf.Variable(tf.zeros([1, 3]))
proj = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
reviews = tf.constant(["good film", "bad film", "good good"])
def ids_of(texts):
    words = tf.strings.split(texts)
    return words.with_values(tf.strings.to_hash_bucket_fast(words.values, 10))
# --- cell ---
ids = ids_of(reviews).to_tensor()
vecs = tf.nn.embedding_lookup(table, ids)
doc = tf.reduce_mean(vecs, axis=1)
logit = (doc @ proj)[:, 0]
y = tf.constant([1.0, 0.0, 1.0])
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logit))
print("oov norm", float(tf.norm(oov)))
