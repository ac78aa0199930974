# source: constructed
# target: loss
# sources: prices, weights
# expect: {"prices": "no_gradient_registered", "weights": "no_gradient_registered"}
# culprit: {"prices": 1, "weights": 1}
# notes: tf.unique on floats has no gradient entry, so the whole tape fails, for the weights as well.
# --- setup ---
import tensorflow as tf

prices = tf.Variable([1.5, 2.0, 1.5, 3.0])
weights = tf.Variable([0.2, 0.5, 0.3])
# --- cell ---
levels, index = tf.unique(prices)
mean_price = tf.reduce_sum(weights * levels)
loss = tf.square(mean_price - 2.0)
