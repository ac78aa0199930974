# source: https://github.com/tensorflow/tensorflow/issues/42542
# target: loss
# sources: alpha_raw, gamma_raw, init_season, trend, dense_kernel
# expect: {"alpha_raw": "ok", "gamma_raw": "not_connected", "init_season": "ok", "trend": "left_tensorflow", "dense_kernel": "ok"}
# culprit: {"trend": 6, "gamma_raw": 12}
# notes: Per-series smoothing: the updated seasonal factors are appended behind the window and never read, and the trend is kept as a list of numbers.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(21)
alpha_raw, gamma_raw = tf.Variable(0.3), tf.Variable(-0.5)
init_season = tf.Variable(tf.ones([2, 4]) * 0.9)
trend = tf.Variable(0.02)
dense = keras.layers.Dense(1)
dense.build((None, 4))
dense_kernel = dense.kernel
series = tf.constant([[3.0, 4.0, 5.0, 4.0], [2.0, 2.5, 3.0, 2.0]])
future = tf.constant([[5.0], [3.0]])
# --- cell ---
alpha, gamma = tf.sigmoid(alpha_raw), tf.sigmoid(gamma_raw)
seasons = tf.unstack(init_season, axis=1)
levels = [series[:, 0] / seasons[0]]
slopes = []
for step in range(1, 4):
    slopes.append(trend.numpy() + 0.01 * step)
    level = alpha * series[:, step] / seasons[step] + (1.0 - alpha) * (levels[-1] + slopes[-1])
    seasons.append(gamma * series[:, step] / level + (1.0 - gamma) * seasons[step])
    levels.append(level)
window = tf.stack([series[:, i] / (levels[i] * seasons[i]) for i in range(4)], axis=1)
forecast = dense(tf.math.log(window)) * levels[-1][:, None]
loss = tf.reduce_mean(tf.abs(forecast - future))
