# source: constructed on a guide
# target: out
# sources: query_w, bias_table, gate
# expect: {"query_w": "ok", "bias_table": "ok", "gate": "integer_dtype"}
# culprit: {"gate": 1}
# notes: The gate is cast to int to build a padding mask.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
class Attention(keras.layers.Layer):
    def __init__(self, dim, length):
        super().__init__()
        self.q = keras.layers.Dense(dim, use_bias=False)
        self.k = keras.layers.Dense(dim, use_bias=False)
        self.v = keras.layers.Dense(dim, use_bias=False)
        self.rel = self.add_weight(shape=(length, length), initializer="zeros", name="rel")
    def call(self, x, lengths):
        w = tf.matmul(self.q(x), self.k(x), transpose_b=True) / 2.0 + self.rel
        keep = tf.cast(tf.range(x.shape[1])[None, :], tf.float32) - tf.cast(lengths, tf.float32)[:, None]
        w -= tf.nn.relu(keep + 1.0)[:, None, :]
        return tf.matmul(tf.nn.softmax(w), self.v(x))
att = Attention(4, 5)
x = tf.constant(np.random.default_rng(3).normal(size=(2, 5, 3)).astype("float32"))
att(x, tf.constant([5, 5]))
query_w, bias_table = att.q.kernel, att.rel
gate = tf.Variable([0.8, 1.1])
# --- cell ---
lengths = tf.cast(gate * 4.0, tf.int32)
h = att(x, lengths)
pooled = tf.reduce_mean(h, axis=1)
out = tf.reduce_sum(pooled ** 2)
