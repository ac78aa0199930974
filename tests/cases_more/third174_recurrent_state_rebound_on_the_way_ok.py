# source: constructed (simple recurrent net)
# target: loss
# sources: h, w_h, w_x
# expect: {"h": "ok", "w_h": "ok", "w_x": "ok"}
# notes: The name of the initial state is rebound at each step, and the last value is on the path: the gradient of that name exists (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
h = tf.Variable(tf.zeros([1, 3]))
w_h = tf.Variable(0.4 * rng.normal(size=(3, 3)).astype("float32"))
w_x = tf.Variable(rng.normal(size=(2, 3)).astype("float32"))
xs = tf.constant(rng.normal(size=(4, 1, 2)).astype("float32"))
# --- cell ---
norms = []
for x in xs:
    h = tf.tanh(h @ w_h + x @ w_x)
    norms.append(tf.norm(h).numpy())
loss = tf.reduce_sum((h - 0.5) ** 2)
print("norms", np.round(norms, 2))
