# source: constructed
# target: residual
# sources: x, a, c
# expect: {"x": "replaced_by_tensor", "a": "ok", "c": "ok"}
# culprit: {"x": 7}
# notes: Newton's method: in every round x is rebound after the residual, so the name ends up on a newer tensor than the one in residual.
# --- setup ---
import tensorflow as tf

x = tf.Variable(1.0)
a = tf.Variable(2.0)
c = tf.Variable(0.5)

def f(t):
    return t ** 3 + a * t - c
# --- cell ---
for _ in range(4):
    with tf.GradientTape() as d:
        d.watch(x)
        fx = f(x)
    slope = d.gradient(fx, x)
    residual = fx ** 2
    x, step = x - fx / slope, fx / slope
