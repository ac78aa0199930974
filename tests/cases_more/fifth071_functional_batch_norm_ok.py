# source: https://github.com/tensorflow/tensorflow/issues/26404
# target: loss
# sources: x, mean, var, gamma, beta
# expect: {"x": "ok", "mean": "ok", "var": "ok", "gamma": "ok", "beta": "ok"}
# notes: Batch normalisation by hand with trainable running statistics.
# --- setup ---
import tensorflow as tf
x = tf.Variable([[1.0, 2.0], [3.0, 5.0]])
mean, var = tf.Variable([0.1, 0.2]), tf.Variable([1.0, 2.0])
gamma, beta = tf.Variable([1.0, 1.0]), tf.Variable([0.0, 0.0])
# --- cell ---
batch_mean, batch_var = tf.nn.moments(x, axes=[0])
mixed_mean = 0.9 * mean + 0.1 * batch_mean
mixed_var = 0.9 * var + 0.1 * batch_var
normal = tf.nn.batch_normalization(x, mixed_mean, mixed_var, beta, gamma, 1e-3)
loss = tf.reduce_sum(tf.nn.l2_normalize(normal, axis=1) ** 3)
