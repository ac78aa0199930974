# source: constructed (convex optimisation: projection on the simplex)
# target: regret
# sources: v, losses, radius, step
# expect: {"v": "ok", "losses": "ok", "radius": "ok", "step": "ok"}
# notes: Sort, cumulative sum, and an integer support size counted from a comparison: every source still has a smooth way through the threshold (no false alarm).
# --- setup ---
import tensorflow as tf

v = tf.Variable([0.6, -0.2, 1.3, 0.4])
losses = tf.Variable([1.0, 0.3, 0.5, 0.9])
radius = tf.Variable(1.0)
step = tf.Variable(0.2)
# --- cell ---
moved = v - step * losses
u = tf.sort(moved, direction="DESCENDING")
excess = tf.cumsum(u) - radius
counts = tf.range(1.0, 5.0)
rho = tf.reduce_sum(tf.cast(u - excess / counts > 0.0, tf.int32))
theta = excess[rho - 1] / tf.cast(rho, tf.float32)
w = tf.nn.relu(moved - theta)
regret = tf.reduce_sum(w * losses)
