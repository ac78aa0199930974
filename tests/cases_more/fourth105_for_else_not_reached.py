# source: constructed
# target: loss
# sources: w, penalty_w
# expect: {"w": "ok", "penalty_w": "not_taken_branch"}
# culprit: {"penalty_w": 3}
# notes: The else clause of the loop runs only if no threshold was crossed, but one was.
# --- setup ---
import tensorflow as tf

w, penalty_w = tf.Variable([0.5, 2.5, 0.1]), tf.Variable(0.3)
# --- cell ---
loss = tf.reduce_sum(w ** 2)
for value in w.numpy():
    if value > 2.0:
        break
else:
    loss += penalty_w * tf.reduce_sum(tf.abs(w))
