# source: constructed (piecewise linear interpolation, integer indices everywhere)
# target: fit
# sources: knots, values, query
# expect: {"knots": "ok", "values": "ok", "query": "ok"}
# notes: searchsorted and the integer indices carry no gradient, but the interpolation weight does, for the query and for the knots.
# --- setup ---
import tensorflow as tf

knots = tf.Variable([0.0, 1.0, 2.5, 4.0])
values = tf.Variable([0.3, -0.2, 0.9, 0.1])
query = tf.Variable([0.4, 3.0, 2.2])
wanted = tf.constant([0.0, 0.5, 0.5])

def lerp(xs, ys, q):
    hi = tf.clip_by_value(tf.searchsorted(xs, q), 1, 3)
    lo = hi - 1
    x0, x1 = tf.gather(xs, lo), tf.gather(xs, hi)
    frac = (q - x0) / (x1 - x0)
    return tf.gather(ys, lo) + frac * (tf.gather(ys, hi) - tf.gather(ys, lo))
# --- cell ---
est = lerp(knots, values, query)
worst = int(tf.argmax(tf.abs(est - wanted)))
fit = tf.reduce_sum(tf.abs(est - wanted)) + tf.square(est[worst] - wanted[worst])
