# source: constructed
# target: loss
# sources: emb, len_w, tag_w, crf
# expect: {"emb": "ok", "len_w": "left_tensorflow", "tag_w": "registered_not_differentiable", "crf": "not_connected"}
# culprit: {"tag_w": 2, "len_w": 3, "crf": 5}
# notes: A tagger whose length factor is a float, whose tags are hard decisions and whose transition matrix is never used.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
emb = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
len_w, crf = tf.Variable(0.4), tf.Variable(tf.zeros([2, 2]))
tag_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
ids = tf.constant([1, 4, 5])
# --- cell ---
vec = tf.gather(emb, ids)
hard = tf.one_hot(tf.argmax(vec @ tag_w, axis=1), 2)
factor = 1.0 / (1.0 + len_w.numpy() * len(ids))
agree = tf.reduce_sum(hard * vec[:, :2])
loss = factor * (tf.reduce_sum(vec ** 2) - agree)
