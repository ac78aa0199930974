# source: https://github.com/tensorflow/tensorflow/issues/16255
# target: cost
# sources: order_gain, holding_cost, backlog_cost, start_stock
# expect: {"order_gain": "stateful_op", "holding_cost": "ok", "backlog_cost": "ok", "start_stock": "ok"}
# culprit: {"order_gain": 5}
# notes: Orders in transit are kept in a variable that is updated by scatter; what arrives is read from it.
# --- setup ---
import tensorflow as tf

order_gain = tf.Variable(0.8)
holding_cost, backlog_cost = tf.Variable(0.5), tf.Variable(2.0)
start_stock = tf.Variable(4.0)
in_transit = tf.Variable(tf.zeros([8]), trainable=False)
demand, lead = [2.0, 3.0, 5.0, 4.0, 3.0], 2
# --- cell ---
stock = tf.identity(start_stock)
cost = tf.constant(0.0)
for t, wanted in enumerate(demand):
    order = order_gain * tf.nn.relu(6.0 - stock)
    in_transit.scatter_add(tf.IndexedSlices(order[None], tf.constant([t + lead])))
    arrived = in_transit[t]
    stock = stock + arrived - wanted
    cost += holding_cost * tf.nn.relu(stock) + backlog_cost * tf.nn.relu(-stock)
