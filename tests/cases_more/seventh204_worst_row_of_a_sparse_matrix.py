# source: https://www.tensorflow.org/api_docs/python/tf/sparse/reduce_max
# target: risk
# sources: exposure, hedge
# expect: {"exposure": "no_gradient_registered", "hedge": "no_gradient_registered"}
# culprit: {"exposure": 2, "hedge": 2}
# notes: tf.sparse.reduce_max has no gradient in the registry; the hedge, which stands beside it in the same tape, fails together with it.
# --- setup ---
import tensorflow as tf

where = [[0, 0], [0, 2], [1, 1]]
exposure = tf.Variable([3.0, 1.0, 2.0])
hedge = tf.Variable([0.5, 0.5])
# --- cell ---
book = tf.sparse.SparseTensor(where, exposure, [2, 3])
worst = tf.sparse.reduce_max(book, axis=1)
risk = tf.reduce_sum(tf.nn.relu(worst - hedge))
