# source: constructed (adaptive quadrature by recursion)
# target: area
# sources: freq, left, right, scale
# expect: {"freq": "left_tensorflow", "left": "left_tensorflow", "right": "left_tensorflow", "scale": "ok"}
# culprit: {"freq": 15, "left": 15, "right": 15}
# notes: Adaptive Simpson recursion collects its panels in a list; "for accuracy" they are added with math.fsum, which wants floats.
# --- setup ---
import math
import tensorflow as tf

freq, scale = tf.Variable(2.0), tf.Variable(0.5)
left, right = tf.Variable(0.0), tf.Variable(1.5)
leaves = []
# --- cell ---
def f(x):
    return tf.sin(freq * x) * tf.exp(-x)
def simpson(a, b):
    return (b - a) / 6.0 * (f(a) + 4.0 * f((a + b) / 2.0) + f(b))
def adaptive(a, b, depth=0):
    middle = (a + b) / 2.0
    parts = simpson(a, middle) + simpson(middle, b)
    if depth > 6 or abs(float(simpson(a, b) - parts)) < 1e-3:
        leaves.append(parts)
    else:
        adaptive(a, middle, depth + 1)
        adaptive(middle, b, depth + 1)
leaves.clear()
adaptive(left, right)
area = scale * math.fsum(leaves)
