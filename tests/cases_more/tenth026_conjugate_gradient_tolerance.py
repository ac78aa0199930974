# source: constructed
# target: energy
# sources: rhs, stiffness, tol
# expect: {"rhs": "ok", "stiffness": "ok", "tol": "registered_not_differentiable"}
# culprit: {"tol": 1}
# notes: Implicit solve by unrolled conjugate gradients: tf.while_loop is differentiable, the tolerance only appears in its condition.
# --- setup ---
import tensorflow as tf

stiffness = tf.Variable([4.0, 3.0, 5.0, 2.0])
rhs = tf.Variable([1.0, 2.0, -1.0, 0.5])
tol = tf.Variable(1e-3)

def matvec(k, v):
    return k * v - 0.5 * (tf.roll(v, 1, 0) + tf.roll(v, -1, 0))

def cg(k, b, tol):
    def cond(i, x, r, p, rs):
        return tf.logical_and(i < 8, rs > tol)
    def body(i, x, r, p, rs):
        kp = matvec(k, p)
        a = rs / tf.reduce_sum(p * kp)
        x, r = x + a * p, r - a * kp
        new = tf.reduce_sum(r * r)
        return i + 1, x, r, r + (new / rs) * p, new
    return tf.while_loop(cond, body, [0, tf.zeros_like(b), b, b, tf.reduce_sum(b * b)])[1]
# --- cell ---
u = cg(stiffness, rhs, tol)
energy = 0.5 * tf.reduce_sum(u * matvec(stiffness, u)) - tf.reduce_sum(u * rhs)
