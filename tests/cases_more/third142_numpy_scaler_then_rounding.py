# source: constructed (integer demand model)
# target: cost
# sources: trend, price
# expect: {"trend": "registered_not_differentiable", "price": "ok"}
# culprit: {"trend": 3}
# notes: The forecast leaves through a NumPy cumulative sum and comes back, and is rounded to whole units afterwards; the rounding is nearest the target.
# --- setup ---
import numpy as np
import tensorflow as tf

trend = tf.Variable([0.4, 0.7, 1.3])
price = tf.Variable(2.5)
stock = tf.constant([3.0, 3.0, 3.0])
# --- cell ---
demand = np.cumsum(tf.nn.softplus(trend))
demand = tf.convert_to_tensor(demand)
units = tf.round(demand)
revenue = price * tf.minimum(units, stock)
cost = -tf.reduce_sum(revenue) + 0.1 * price ** 2
print("units", units.numpy())
