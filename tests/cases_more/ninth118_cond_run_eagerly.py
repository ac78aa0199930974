# source: constructed
# target: y
# sources: fast, slow, budget
# expect: {"fast": "not_taken_branch", "slow": "ok", "budget": "registered_not_differentiable"}
# culprit: {"fast": 1, "budget": 1}
# notes: tf.cond outside a function simply runs one of its lambdas; the budget is only compared.
# --- setup ---
import tensorflow as tf

fast = tf.Variable([3.0, 1.0])
slow = tf.Variable([1.0, 0.5])
budget = tf.Variable(0.4)
load = tf.constant([2.0, 2.0])
# --- cell ---
work = tf.cond(budget > 1.0, lambda: load * fast, lambda: load / slow)
y = tf.reduce_sum(work)
