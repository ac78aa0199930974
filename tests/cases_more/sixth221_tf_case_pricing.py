# source: constructed on a guide
# target: fee
# sources: small, mid, large, amount
# expect: {"small": "not_taken_branch", "mid": "ok", "large": "not_taken_branch", "amount": "ok"}
# culprit: {"small": 2}
# notes: tf.case runs eagerly one branch only.
# --- setup ---
import numpy as np
import tensorflow as tf
small, mid, large = tf.Variable(0.02), tf.Variable(0.015), tf.Variable(0.01)
amount = tf.Variable(250.0)
# --- cell ---
fee = tf.case(
    [(amount < 100.0, lambda: small * amount),
     (amount < 1000.0, lambda: mid * amount + 1.0)],
    default=lambda: large * amount + 5.0,
    exclusive=False)
fee = tf.sqrt(fee)
