# source: constructed
# target: loss
# sources: weights, bias
# expect: {"weights": "no_gradient_registered", "bias": "no_gradient_registered"}
# culprit: {"weights": 2, "bias": 2}
# notes: The weights enter by a maximum over a sparse tensor; the bias has a sound way of its own and raises all the same.
# --- setup ---
import tensorflow as tf

weights, bias = tf.Variable([0.5, 1.5, 0.2]), tf.Variable(0.3)
# --- cell ---
sp = tf.sparse.SparseTensor([[0, 0], [0, 2], [1, 1]], weights, [2, 3])
peak = tf.sparse.reduce_max(sp)
loss = (peak - 1.0) ** 2 + bias ** 2
