# source: constructed (preprocessing of a watched input)
# target: loss
# sources: x, z, w
# options: --watch x --watch z
# expect: {"x": "ok", "z": "replaced_by_tensor", "w": "ok"}
# culprit: {"z": 5}
# notes: x is rebound before it is used, so the name stands for a tensor on the path; z is rebound for the plot, after its last use.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(839)
x = tf.constant(rng.uniform(0, 255, (4, 2)).astype("float32"))
z = tf.constant(rng.normal(size=(4, 2)).astype("float32"))
w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
# --- cell ---
x = x / 255.0
x = tf.where(x > 0.5, x, 0.1 * x)
logit = (x + tf.nn.softplus(z)) @ w
loss = tf.reduce_mean(logit ** 2)
z = tf.reshape(z, [2, 4])
