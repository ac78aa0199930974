# source: constructed
# target: loss
# sources: logits_w, shift
# expect: {"logits_w": "ok", "shift": "ok"}
# notes: C51: floor, ceil and integer casts choose the bins, the distances to them keep the shift connected (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
logits_w = tf.Variable(rng.normal(size=(3, 5)).astype("float32"))
shift = tf.Variable(0.3)
s = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
p_next = tf.fill([4, 5], 0.2)
# --- cell ---
tz = tf.clip_by_value(tf.linspace(-1.0, 1.0, 5) * 0.9 + shift, -1.0, 1.0)
b = (tz + 1.0) / 0.5
low, up = tf.floor(b), tf.math.ceil(b)
m = tf.linalg.matmul(p_next * (up - b), tf.one_hot(tf.cast(low, tf.int32), 5))
m += tf.linalg.matmul(p_next * (b - low), tf.one_hot(tf.cast(up, tf.int32), 5))
loss = -tf.reduce_mean(tf.reduce_sum(m * tf.nn.log_softmax(s @ logits_w), axis=1))
