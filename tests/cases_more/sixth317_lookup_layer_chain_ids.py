# source: constructed on a guide
# target: loss
# sources: ids, emb, off
# expect: {"ids": "integer_dtype", "emb": "ok", "off": "integer_dtype"}
# notes: IntegerLookup of integer variables, then an offset.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
lut = keras.layers.IntegerLookup(vocabulary=[10, 20, 30])
ids = tf.Variable([10, 30, 99], dtype=tf.int64)
off = tf.Variable(1, dtype=tf.int64)
emb = tf.Variable(tf.random.stateless_normal([6, 2], [1, 2]))
# --- cell ---
tok = lut(ids) + off
vec = tf.nn.embedding_lookup(emb, tok)
loss = tf.reduce_mean(vec ** 2)
