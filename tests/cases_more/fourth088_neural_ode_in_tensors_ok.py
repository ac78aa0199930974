# source: constructed
# target: loss
# sources: w, y0
# expect: {"w": "ok", "y0": "ok"}
# notes: The same kind of loop with a Python step size and a printed norm stays connected (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

w, y0 = tf.Variable([[0.0, 1.0], [-1.0, 0.0]]), tf.Variable([[1.0, 0.0]])
# --- cell ---
ys, y, t = [], y0 * 1.0, 0.0
while t < 0.99:
    mid = y + 0.125 * tf.tanh(y @ w)
    y = y + 0.25 * tf.tanh(mid @ w)
    t += 0.25
    ys.append(y)
    print(f"{t:.2f} {np.linalg.norm(y):.3f}")
loss = tf.reduce_mean(tf.concat(ys, axis=0) ** 2)
