# source: constructed (iterative attack with the watch inside the loop)
# target: total
# sources: delta, w
# expect: {"delta": "ok", "w": "ok"}
# notes: The first use of delta comes before the watch, the second after it: the gradient exists, though it lacks the first part (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(4)
w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
delta = tf.constant([[0.01, -0.02, 0.03]])
x = tf.constant(rng.normal(size=(1, 3)).astype("float32"))
def margin(v):
    s = v @ w
    return s[0, 0] - s[0, 1]
# --- cell ---
total = tf.constant(0.0)
for step in range(2):
    total += margin(x + delta)
    tape.watch(delta)
best = "left" if total > 0 else "right"
