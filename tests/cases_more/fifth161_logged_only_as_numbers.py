# source: https://github.com/keras-team/keras-io/issues/406
# target: loss
# sources: watched_only, w, lam
# expect: {"watched_only": "not_connected", "w": "ok", "lam": "left_tensorflow"}
# culprit: {"watched_only": 5, "lam": 2}
# notes: Two numbers go to the log; only one of them comes back into the loss.
# --- setup ---
import json
import tensorflow as tf
watched_only, w, lam = tf.Variable(0.7), tf.Variable([1.0, 2.0]), tf.Variable(0.1)
history = {"entropy": [], "penalty": []}
# --- cell ---
history["entropy"].append(float(watched_only))
history["penalty"].append(float(lam))
line = json.dumps(history)
assert watched_only.numpy() < 1.0, line
loss = tf.reduce_sum(w ** 2) + history["penalty"][-1] * tf.reduce_sum(tf.abs(w))
