# source: constructed on a guide
# target: scaled
# sources: w, loss_scale, w_half
# expect: {"w": "ok", "loss_scale": "ok", "w_half": "ok"}
# notes: Half-precision copy inside the tape, both sources fine.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable(np.random.default_rng(0).normal(size=(4, 2)).astype("float32"))
loss_scale = tf.Variable(128.0)
x = tf.constant(np.random.default_rng(1).normal(size=(3, 4)).astype("float16"))
def finite(t):
    return bool(tf.reduce_all(tf.math.is_finite(t)))
# --- cell ---
w_half = tf.cast(w, tf.float16)
h = tf.nn.relu(x @ w_half)
loss16 = tf.reduce_mean(h ** 2)
loss32 = tf.cast(loss16, tf.float32)
scaled = loss32 * loss_scale
if not finite(scaled):
    print("overflow, halve the scale")
    scaled = loss32
