# source: constructed
# target: f_new
# sources: x0, step0, shrink
# expect: {"x0": "ok", "step0": "ok", "shrink": "not_taken_branch"}
# culprit: {"shrink": 6}
# notes: Backtracking line search: the first trial step is accepted, so the shrink factor is never applied.
# --- setup ---
import tensorflow as tf

def rosen(p):
    return (1.0 - p[0]) ** 2 + 5.0 * (p[1] - p[0] ** 2) ** 2

x0 = tf.Variable([-0.5, 0.5])
step0 = tf.Variable(1e-3)
shrink = tf.Variable(0.5)
# --- cell ---
with tf.GradientTape() as g:
    f0 = rosen(x0)
d = -g.gradient(f0, x0)
t = step0 * 1.0
slope = tf.tensordot(d, d, 1)
while rosen(x0 + t * d) > f0 - 1e-4 * t * slope:
    t = t * shrink
f_new = rosen(x0 + t * d)
