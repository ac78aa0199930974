# source: constructed (optional term with `and`)
# target: objective
# sources: w, novelty
# expect: {"w": "ok", "novelty": "not_taken_branch"}
# culprit: {"novelty": 2}
# notes: The right side of `and` is not evaluated when the left side is False.
# --- setup ---
import tensorflow as tf

w, novelty = tf.Variable([1.0, 2.0]), tf.Variable(0.3)
explore = False
# --- cell ---
reward = tf.reduce_sum(tf.sin(w))
bonus = (explore and tf.exp(novelty)) or 0.0
objective = reward + bonus
