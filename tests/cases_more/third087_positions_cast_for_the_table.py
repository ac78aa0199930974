# source: constructed (relative position transformer)
# target: loss
# sources: stretch, pos_table, w
# expect: {"stretch": "integer_dtype", "pos_table": "ok", "w": "ok"}
# culprit: {"stretch": 4}
# notes: Stretched positions are cast to an index of the position table with tf.math.floordiv beside it for a print.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
stretch = tf.Variable(1.3)
pos_table = tf.Variable(rng.normal(size=(10, 4)).astype("float32"))
w = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
tokens = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
class Positions:
    def __init__(self, table):
        self.table = table
    def __call__(self, pos):
        index = tf.clip_by_value(tf.cast(pos, tf.int32), 0, 9)
        return tf.gather(self.table, index)
encode = Positions(pos_table)
# --- cell ---
pos = tf.range(6, dtype=tf.float32) * stretch
blocks = tf.math.floordiv(pos, 2.0)
print("blocks", blocks.numpy())
mixed = tokens + encode(pos)
loss = tf.reduce_mean(tf.square(mixed @ w))
