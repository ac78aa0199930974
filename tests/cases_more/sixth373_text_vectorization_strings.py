# source: constructed on a guide
# target: loss
# sources: text, emb
# expect: {"text": "integer_dtype", "emb": "ok"}
# notes: TextVectorization of a string variable, then embedding lookups.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
vec = keras.layers.TextVectorization(vocabulary=["good", "bad"], output_sequence_length=3)
emb = tf.Variable(np.random.default_rng(0).normal(size=(4, 2)).astype("float32"))
text = tf.Variable(["good good", "bad day"])
# --- cell ---
tok = vec(text)
feat = tf.reduce_mean(tf.nn.embedding_lookup(emb, tok), axis=1)
loss = tf.reduce_sum(feat[0] * feat[1])
