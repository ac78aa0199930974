# source: https://github.com/tensorflow/tensorflow/issues/675
# target: loss
# sources: a, rhs, k
# expect: {"a": "ok", "rhs": "ok", "k": "ok"}
# notes: Decompositions, matrix functions and solvers that all have gradients.
# --- setup ---
import tensorflow as tf
a = tf.Variable([[2.0, 0.3], [0.3, 1.0]])
rhs = tf.Variable([[1.0], [0.5]])
k = tf.Variable(0.4)
# --- cell ---
sym = 0.5 * (a + tf.transpose(a)) + tf.eye(2)
vals, vecs = tf.linalg.eigh(sym)
root = tf.linalg.sqrtm(sym)
flow = tf.linalg.expm(k * sym)
fit = tf.linalg.lstsq(sym, rhs)
pinv = tf.linalg.pinv(sym)
loss = tf.reduce_sum(vals) + tf.linalg.trace(root @ flow) + tf.reduce_sum(fit) + tf.linalg.logdet(sym) + pinv[0, 0]
