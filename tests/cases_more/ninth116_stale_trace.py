# source: constructed
# target: loss
# sources: warm_w, cold_w, x
# expect: {"warm_w": "ok", "cold_w": "not_taken_branch", "x": "not_watched"}
# culprit: {"cold_w": 1}
# notes: The function was traced while the flag was on; switching the Python flag off afterwards does not retrace, so the other weights are never used.
# --- setup ---
import tensorflow as tf

warm_w = tf.Variable([0.5, 0.5])
cold_w = tf.Variable([2.0, -1.0])
state = {"warm": True}
x = tf.constant([1.0, 3.0])
@tf.function
def forward(v):
    if state["warm"]:
        return tf.reduce_sum(v * warm_w)
    return tf.reduce_sum(v * cold_w)
forward(x)
state["warm"] = False
# --- cell ---
y = forward(x)
loss = tf.square(y - 1.0)
