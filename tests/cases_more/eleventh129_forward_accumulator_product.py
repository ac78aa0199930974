# source: constructed (code as an engineer structures it)
# target: objective
# sources: w, direction, damping
# expect: {"w": "ok", "direction": "ok", "damping": "ok"}
# notes: A Hessian-free product: the forward accumulator runs inside the tape with a variable as its tangent; all three sources are on the record (no false alarm).
# --- setup ---
from contextlib import ExitStack
import tensorflow as tf

w = tf.Variable([0.5, -0.3])
direction = tf.Variable([1.0, 0.2])
damping = tf.Variable(0.1)
x = tf.constant([[1.0, 2.0], [-0.5, 0.7], [0.3, 0.3]])

def fit(weights):
    return tf.reduce_mean(tf.math.softplus(tf.linalg.matvec(x, weights)))
# --- cell ---
with ExitStack() as stack:
    acc = stack.enter_context(tf.autodiff.ForwardAccumulator(primals=w, tangents=tf.identity(direction)))
    value = fit(w)
    slope = acc.jvp(value)
objective = slope + 0.5 * damping * tf.reduce_sum(direction ** 2)
