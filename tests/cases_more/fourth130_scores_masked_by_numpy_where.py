# source: constructed
# target: loss
# sources: q_w, v_w
# expect: {"q_w": "left_tensorflow", "v_w": "ok"}
# culprit: {"q_w": 2}
# notes: np.where replaces the masked scores and hands back an array.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
q_w = tf.Variable(rng.normal(size=(4, 4)).astype("float32"))
v_w = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
x = tf.constant(rng.normal(size=(3, 4)).astype("float32"))
mask = np.tril(np.ones((3, 3), bool))
# --- cell ---
scores = (x @ q_w) @ tf.transpose(x)
scores = np.where(mask, scores, np.float32(-1e9))
out = tf.nn.softmax(scores) @ (x @ v_w)
loss = tf.reduce_mean(out ** 2)
