# source: constructed (code as an engineer structures it)
# target: loss
# sources: ratings, bias
# expect: {"ratings": "no_gradient_registered", "bias": "no_gradient_registered"}
# culprit: {"ratings": 3, "bias": 3}
# notes: The reduction is looked up in a dict by a string; the sparse maximum has no gradient registered, while the sparse sum would have one.
# --- setup ---
import tensorflow as tf

REDUCERS = {
    "sum": tf.sparse.reduce_sum,
    "max": tf.sparse.reduce_max,
}
ratings = tf.Variable([4.0, 2.0, 5.0])
bias = tf.Variable([0.1, -0.2])
config = {"reduce": "max", "axis": 1}
# --- cell ---
matrix = tf.sparse.SparseTensor(indices=[[0, 0], [0, 2], [1, 1]], values=ratings * 1.0, dense_shape=[2, 3])
reducer = REDUCERS[config["reduce"]]
per_user = reducer(matrix, axis=config["axis"])
loss = tf.reduce_sum(tf.square(tf.reshape(per_user, [2]) + bias))
