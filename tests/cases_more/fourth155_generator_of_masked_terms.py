# source: constructed
# target: loss
# sources: w, tau, scale
# expect: {"w": "ok", "tau": "registered_not_differentiable", "scale": "ok"}
# culprit: {"tau": 3}
# notes: A generator function of the cell yields one masked term after the other; the threshold only enters a comparison.
# --- setup ---
import tensorflow as tf

w, tau, scale = tf.Variable([0.2, 0.8, 0.5]), tf.Variable(0.4), tf.Variable(2.0)
# --- cell ---
def terms():
    for i in range(3):
        open_ = tf.cast(w[i] > tau, tf.float32)
        yield open_ * w[i] * scale

loss = tf.add_n(list(terms()))
