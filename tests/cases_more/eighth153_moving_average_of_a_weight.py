# source: https://www.tensorflow.org/api_docs/python/tf/train/ExponentialMovingAverage
# target: loss
# sources: w, b, rate, norm
# expect: {"w": "stateful_op", "b": "ok", "rate": "ok", "norm": "computed_before_tape"}
# culprit: {"w": 1, "norm": 3}
# notes: The layer is evaluated with the moving average of its weight: the average is a variable of its own that was assigned. The inputs were normalised in another cell.
# --- setup ---
import tensorflow as tf

w, b, rate = tf.Variable([0.5, -0.2]), tf.Variable(0.1), tf.Variable(1.5)
ema = tf.train.ExponentialMovingAverage(0.9)
norm = tf.Variable([0.5, 2.0])
x = tf.constant([[1.0, 2.0], [0.3, 0.4]]) * norm
# --- cell ---
ema.apply([w])
smooth_w = ema.average(w)
pred = tf.linalg.matvec(x, smooth_w) + b
loss = tf.reduce_mean(tf.abs(pred)) * tf.math.softplus(rate)
