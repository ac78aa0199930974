# source: constructed
# target: loss
# sources: w, clip_at
# expect: {"w": "ok", "clip_at": "not_taken_branch"}
# culprit: {"clip_at": 3}
# notes: The first case matches the pattern but its guard is false.
# --- setup ---
import tensorflow as tf

w, clip_at = tf.Variable([0.5, 3.0]), tf.Variable(1.0)
settings = ("clip", 0.0)
# --- cell ---
loss = tf.reduce_sum(w ** 2)
match settings:
    case ("clip", amount) if amount > 0:
        loss = tf.reduce_sum(tf.minimum(w ** 2, clip_at * amount))
    case _:
        loss = loss / 2.0
