# source: https://keras.io/api/metrics/ (functions beside objects)
# target: objective
# sources: w, alpha, beta, gamma
# expect: {"w": "ok", "alpha": "registered_not_differentiable", "beta": "registered_not_differentiable", "gamma": "stateful_op"}
# culprit: {"alpha": 3, "beta": 4, "gamma": 5}
# notes: The functional mean_squared_error is an ordinary formula; the accuracy functions compare, and the metric object keeps state.
# --- setup ---
import tensorflow as tf
import keras

w = tf.Variable([[0.4], [0.9]])
alpha, beta, gamma = tf.Variable(1.1), tf.Variable(0.4), tf.Variable(0.9)
x = tf.constant([[1.0, 0.5], [0.2, 1.0], [0.0, 0.3]])
y = tf.constant([[1.0], [1.0], [0.0]])
mae = keras.metrics.MeanAbsoluteError()
# --- cell ---
pred = tf.sigmoid(x @ w)
fit = tf.reduce_mean(keras.metrics.mean_squared_error(y, pred))
hits = keras.metrics.binary_accuracy(y, alpha * pred)
sharp = keras.metrics.binary_accuracy(y, pred, threshold=beta)
size = mae(y, gamma * pred)
objective = fit + size - 0.1 * tf.reduce_mean(hits) * tf.reduce_mean(sharp)
