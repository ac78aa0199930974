# source: https://github.com/tensorflow/tensorflow/issues/6391
# target: loss
# sources: ratings, user_bias, threshold, fill
# expect: {"ratings": "ok", "user_bias": "ok", "threshold": "registered_not_differentiable", "fill": "stop_gradient"}
# culprit: {"fill": 4, "threshold": 5}
# notes: tf.sparse.to_dense has a gradient for the values nowadays (no false alarm); the threshold filters entries through a comparison.
# --- setup ---
import tensorflow as tf

ratings = tf.Variable([4.0, 2.0, 5.0])
user_bias = tf.Variable([[0.1], [-0.3]])
threshold, fill = tf.Variable(2.5), tf.Variable(3.0)
where = [[0, 1], [1, 0], [1, 2]]
# --- cell ---
sparse = tf.sparse.SparseTensor(where, ratings, [2, 3])
dense = tf.sparse.to_dense(sparse)
seen = tf.sparse.to_dense(tf.sparse.SparseTensor(where, tf.ones([3]), [2, 3]))
complete = dense + (1.0 - seen) * tf.stop_gradient(fill)
liked = tf.cast(complete > threshold, tf.float32)
loss = tf.reduce_mean(liked * (complete - user_bias) ** 2)
