# source: constructed
# target: margin
# sources: scores, order_by, payoff, cap
# expect: {"scores": "ok", "order_by": "integer_dtype", "payoff": "ok", "cap": "not_connected"}
# culprit: {"order_by": 3, "cap": 5}
# notes: One top_k is used for its values, another only for its indices, and the capped values are computed but left out of the margin.
# --- setup ---
import tensorflow as tf

scores = tf.Variable([0.2, 1.4, 0.9, -0.3])
order_by = tf.Variable([3.0, 1.0, 2.0, 0.0])
payoff = tf.Variable([1.0, 5.0, 2.0, 4.0])
cap = tf.Variable(2.5)
# --- cell ---
best = tf.math.top_k(scores, k=2).values
capped = tf.minimum(best, cap)
top_idx = tf.math.top_k(order_by, k=2).indices
chosen = tf.gather(payoff, top_idx)
margin = tf.reduce_sum(best * chosen)
