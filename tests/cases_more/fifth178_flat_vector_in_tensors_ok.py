# source: https://github.com/GPflow/GPflow/issues/1604
# target: loss
# sources: w1, w2
# expect: {"w1": "ok", "w2": "ok"}
# notes: The same packing with tensors; the sizes are integers, the values are not.
# --- setup ---
import tensorflow as tf
w1, w2 = tf.Variable([[0.5, -0.3]]), tf.Variable([0.7])
x = tf.constant([[1.0], [2.0]])
# --- cell ---
shapes = [v.shape for v in (w1, w2)]
sizes = [int(s.num_elements()) for s in shapes]
theta = tf.concat([tf.reshape(v, [-1]) for v in (w1, w2)], axis=0)
a, b = (tf.reshape(part, shape) for part, shape in zip(tf.split(theta, sizes), shapes))
loss = tf.reduce_sum(tf.tanh(x @ a) * b)
