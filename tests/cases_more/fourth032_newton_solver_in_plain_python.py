# source: constructed
# target: loss
# sources: a, c
# expect: {"a": "left_tensorflow", "c": "ok"}
# culprit: {"a": 1}
# notes: The root finder works on Python floats; the exit happens in the lambda given to it.
# --- setup ---
import tensorflow as tf

a, c = tf.Variable(2.0), tf.Variable(0.3)
def newton(f, x, n=12, h=1e-4):
    for _ in range(n):
        slope = (f(x + h) - f(x - h)) / (2 * h)
        x -= f(x) / slope
    return x
# --- cell ---
root = newton(lambda t: float(t * t - a), 1.0)
loss = (c - root) ** 2
