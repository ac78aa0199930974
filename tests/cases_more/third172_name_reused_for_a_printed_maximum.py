# source: constructed (notebook cell with short names)
# target: loss
# sources: s, w
# expect: {"s": "replaced_by_tensor", "w": "ok"}
# culprit: {"s": 4}
# notes: s is the scale variable in the model and, further down, the name of the largest output that is printed.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
s = tf.Variable(1.4)
x = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
# --- cell ---
out = tf.tanh(x @ w) * s
loss = tf.reduce_mean(tf.square(out - 0.3))
m = tf.reduce_min(out)
s = tf.reduce_max(out)
print(f"range {float(m):.2f} .. {float(s):.2f}")
