# source: constructed on a guide
# target: margin
# sources: sales, cost, rent
# expect: {"sales": "left_tensorflow", "cost": "ok", "rent": "ok"}
# culprit: {"sales": 3}
# notes: Sales per shop are summed as Python floats in a dict and enter the formula by key.
# --- setup ---
import numpy as np
import tensorflow as tf
sales = tf.Variable([10.0, 20.0, 5.0, 7.0])
cost = tf.Variable([0.6, 0.7])
rent = tf.Variable(3.0)
shops = ["north", "south", "north", "south"]
# --- cell ---
by_shop = {}
for shop, amount in zip(shops, tf.unstack(sales)):
    by_shop[shop] = by_shop.get(shop, 0.0) + float(amount)
gain = tf.stack([by_shop[s] * (1.0 - cost[i]) for i, s in enumerate(sorted(by_shop))])
margin = tf.reduce_min(gain) - rent
