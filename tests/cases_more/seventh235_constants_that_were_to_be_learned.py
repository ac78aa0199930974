# source: https://www.tensorflow.org/guide/tensor (ops that make tensors)
# target: loss
# sources: on, off, start, level, cut
# expect: {"on": "registered_not_differentiable", "off": "registered_not_differentiable", "start": "registered_not_differentiable", "level": "ok", "cut": "registered_not_differentiable"}
# culprit: {"on": 1, "off": 1, "start": 2, "cut": 4}
# notes: one_hot, range and the threshold of sparse.add take float tensors but pass no gradient to them; fill does.
# --- setup ---
import tensorflow as tf

on, off = tf.Variable(0.9), tf.Variable(0.05)
start = tf.Variable(0.6)
level, cut = tf.Variable(0.3), tf.Variable(0.01)
edges = tf.sparse.from_dense([[0.0, 0.4, 0.0]])
more = tf.sparse.from_dense([[0.2, 0.0, 0.0]])
# --- cell ---
soft = tf.one_hot([2, 0], 3, on_value=on, off_value=off)
grid = tf.range(start, 2.0, 0.5)
base = tf.fill([3], level)
both = tf.sparse.to_dense(tf.sparse.add(edges, more, threshold=cut))
loss = tf.reduce_sum(soft * grid * base) + tf.reduce_sum(both * base)
