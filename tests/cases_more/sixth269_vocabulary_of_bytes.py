# source: constructed on a guide
# target: feat
# sources: text, emb, pad
# expect: {"text": "integer_dtype", "emb": "ok", "pad": "integer_dtype"}
# notes: String variables are cut into bytes and hashed into an embedding table.
# --- setup ---
import numpy as np
import tensorflow as tf
text = tf.Variable(["red fox", "owl"])
pad = tf.Variable("?")
emb = tf.Variable(np.random.default_rng(2).normal(size=(16, 2)).astype("float32"))
# --- cell ---
words = tf.strings.split(text).to_tensor(default_value=pad.read_value())
bucket = tf.strings.to_hash_bucket_fast(words, 16)
vec = tf.nn.embedding_lookup(emb, bucket)
feat = tf.reduce_mean(tf.math.segment_sum(tf.reshape(vec, [-1, 2]), [0, 0, 1, 1]))
