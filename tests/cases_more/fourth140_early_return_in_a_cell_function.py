# source: constructed
# target: loss
# sources: w, smooth
# expect: {"w": "ok", "smooth": "not_taken_branch"}
# culprit: {"smooth": 2}
# notes: The helper is defined in the cell, so its own condition is to blame.
# --- setup ---
import tensorflow as tf

w, smooth = tf.Variable([0.5, 1.5]), tf.Variable(0.1)
# --- cell ---
def cost(p, warm=False):
    if not warm:
        return tf.reduce_sum(p ** 2)
    return tf.reduce_sum(tf.sqrt(p ** 2 + smooth))

loss = cost(w)
