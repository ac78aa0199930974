# source: constructed
# target: loss
# sources: q_w, k_w, width
# expect: {"q_w": "ok", "k_w": "ok", "width": "integer_dtype"}
# culprit: {"width": 2}
# notes: The learned window width is cast to an integer for band_part.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(4)
q_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
k_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
width = tf.Variable(1.7)
x = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
# --- cell ---
scores = tf.matmul(x @ q_w, x @ k_w, transpose_b=True)
reach = tf.cast(tf.abs(width), tf.int32)
window = tf.linalg.band_part(tf.ones([6, 6]), reach, reach)
scores += (1.0 - window) * -1e9
loss = tf.reduce_mean((tf.nn.softmax(scores) @ x) ** 2)
