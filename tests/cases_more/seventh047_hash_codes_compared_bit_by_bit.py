# source: https://github.com/tensorflow/tensorflow/issues/50111
# target: loss
# sources: projection, threshold, margin, balance
# expect: {"projection": "integer_dtype", "threshold": "integer_dtype", "margin": "ok", "balance": "ok"}
# culprit: {"projection": 2, "threshold": 2}
# notes: Codes are packed into integers for a bitwise distance; a balance term on the soft codes of another projection stays differentiable.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(20)
projection = tf.Variable(rng.normal(size=(6, 4)).astype("float32"))
threshold = tf.Variable(tf.zeros([4]))
balance = tf.Variable(rng.normal(size=(6, 4)).astype("float32"))
margin = tf.Variable(1.0)
x = tf.constant(rng.normal(size=(3, 6)).astype("float32"))
powers = tf.constant([1, 2, 4, 8])
# --- cell ---
soft = 1.0 + tf.tanh(x @ projection - threshold)
bits = tf.minimum(tf.cast(soft, tf.int32), 1)
packed = tf.reduce_sum(bits * powers, axis=1)
differing = tf.bitwise.bitwise_xor(packed[0], packed[1:])
distance = tf.reduce_sum([tf.bitwise.bitwise_and(tf.bitwise.right_shift(differing, k), 1) for k in range(4)], axis=0)
hinge = tf.reduce_mean(tf.nn.relu(margin - tf.cast(distance, tf.float32)))
loss = hinge + tf.reduce_mean(tf.reduce_mean(tf.tanh(x @ balance), axis=0) ** 2) + 0.1 * margin
