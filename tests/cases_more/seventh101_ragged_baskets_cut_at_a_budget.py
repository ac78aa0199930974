# source: constructed (ragged baskets and a cumulative budget)
# target: regret
# sources: prices, budget, appetite, tax
# expect: {"prices": "ok", "budget": "registered_not_differentiable", "appetite": "integer_dtype", "tax": "ok"}
# culprit: {"appetite": 1, "budget": 4}
# notes: The prices of each basket are summed up row by row; the budget decides what is kept, the appetite how many entries a row has.
# --- setup ---
import tensorflow as tf

prices = tf.Variable([3.0, 1.5, 2.0, 4.0, 0.5])
budget, appetite, tax = tf.Variable(4.6), tf.Variable([2.2, 3.4]), tf.Variable(0.2)
# --- cell ---
lengths = tf.cast(tf.floor(appetite), tf.int32)
baskets = tf.RaggedTensor.from_row_lengths(prices, lengths)
running = tf.cumsum(baskets.to_tensor(), axis=1) * (1.0 + tax)
kept = tf.where(running < budget, running, tf.zeros_like(running))
regret = tf.reduce_sum(tf.reduce_max(kept, axis=1) - 3.0) + tf.reduce_mean(baskets.flat_values)
