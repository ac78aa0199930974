# source: constructed (spline interpolation in a numerics course)
# target: misfit
# sources: heights, query, knots, tension
# expect: {"heights": "ok", "query": "ok", "knots": "ok", "tension": "ok"}
# notes: A natural cubic spline by a tridiagonal system: the segment is found by searchsorted, an integer, but query and knots also enter the polynomial (no false alarm).
# --- setup ---
import tensorflow as tf

knots = tf.Variable([0.0, 1.0, 2.2, 3.0])
heights = tf.Variable([0.0, 0.8, 0.3, 1.0])
query = tf.Variable([0.4, 1.7, 2.5])
tension = tf.Variable(1.0)
measured = tf.constant([0.5, 0.4, 0.6])
# --- cell ---
h = knots[1:] - knots[:-1]
slope = (heights[1:] - heights[:-1]) / h
diag = 2.0 * (h[1:] + h[:-1])
upper = tf.concat([h[1:-1], [0.0]], 0)
lower = tf.concat([[0.0], h[1:-1]], 0)
inner = tf.linalg.tridiagonal_solve([upper, diag, lower], 6.0 * (slope[1:] - slope[:-1]), diagonals_format="sequence")
m = tension * tf.pad(inner, [[1, 1]])
seg = tf.searchsorted(knots, query, side="right") - 1
seg = tf.clip_by_value(seg, 0, 2)
t = query - tf.gather(knots, seg)
a, b = tf.gather(heights, seg), tf.gather(slope, seg)
mk, mk1, hk = tf.gather(m, seg), tf.gather(m, seg + 1), tf.gather(h, seg)
value = a + t * (b - hk * (2.0 * mk + mk1) / 6.0) + t ** 2 * mk / 2.0 + t ** 3 * (mk1 - mk) / (6.0 * hk)
misfit = tf.reduce_sum((value - measured) ** 2)
