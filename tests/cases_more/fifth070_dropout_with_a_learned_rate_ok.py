# source: https://github.com/tensorflow/tensorflow/issues/36999
# target: loss
# sources: rate, x
# expect: {"rate": "ok", "x": "ok"}
# notes: The mask is a comparison, but the rate also scales what is kept.
# --- setup ---
import tensorflow as tf
rate = tf.Variable(0.3)
x = tf.Variable([1.0, 2.0, 3.0, 4.0])
tf.random.set_seed(0)
# --- cell ---
kept = tf.nn.dropout(x, rate=rate, seed=1)
again = tf.nn.experimental.stateless_dropout(x, rate=0.5, seed=[1, 2])
loss = tf.reduce_sum(kept) + tf.reduce_sum(again ** 2)
