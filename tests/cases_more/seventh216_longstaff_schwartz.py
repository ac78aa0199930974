# source: constructed (American option by least squares Monte Carlo)
# target: value
# sources: spot, sigma, strike, barrier, smoothing
# expect: {"spot": "ok", "sigma": "ok", "strike": "ok", "barrier": "registered_not_differentiable", "smoothing": "left_tensorflow"}
# culprit: {"barrier": 4, "smoothing": 6}
# notes: The continuation value is fitted with np.polyfit and only decides the exercise; the fitted curve is blended in with a factor that ends in the array.
# --- setup ---
import numpy as np
import tensorflow as tf

normals = tf.constant(np.random.default_rng(1).normal(size=(2, 32)).astype("float32"))
spot, sigma, strike = tf.Variable(1.0), tf.Variable(0.3), tf.Variable(1.05)
barrier, smoothing = tf.Variable(0.75), tf.Variable(0.2)
# --- cell ---
half = spot * tf.exp(-0.5 * sigma ** 2 * 0.5 + sigma * 0.7071 * normals[0])
full = half * tf.exp(-0.5 * sigma ** 2 * 0.5 + sigma * 0.7071 * normals[1])
payoff = tf.nn.relu(strike - full)
alive = tf.cast(half > barrier, tf.float32)
curve = np.polyfit(half.numpy(), payoff.numpy(), 2)
keep = np.polyval(curve, half.numpy()) * (1.0 - smoothing.numpy())
now = tf.nn.relu(strike - half)
best = tf.where(now > keep, now, payoff)
value = tf.reduce_mean(alive * best) + 0.1 * float(np.mean(keep))
