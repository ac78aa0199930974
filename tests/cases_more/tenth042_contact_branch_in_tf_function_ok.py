# source: constructed
# target: effort
# sources: stiff, mu, push
# expect: {"stiff": "ok", "mu": "ok", "push": "ok"}
# notes: Never in contact, but the branch is a tf.cond inside a compiled function: stiff and mu get zeros rather than None (no false alarm).
# --- setup ---
import tensorflow as tf

stiff = tf.Variable(50.0)
mu = tf.Variable(0.4)
push = tf.Variable([0.1, 0.2, 0.15])

@tf.function
def contact_step(height, vel, force):
    if height < 0.0:                     # autograph -> tf.cond
        normal = -stiff * height
        vel = vel - 0.01 * mu * normal
    else:
        vel = vel - 0.0981
    vel = vel + 0.01 * force
    return height + 0.01 * vel, vel
# --- cell ---
h, v = tf.constant(0.5), tf.constant(0.0)
for u in tf.unstack(push):
    h, v = contact_step(h, v, u)
effort = h ** 2 + 0.1 * v ** 2 + 1e-3 * tf.reduce_sum(push ** 2)
