# source: constructed
# target: loss
# sources: q_w, span, rel_bias
# expect: {"q_w": "ok", "span": "ok", "rel_bias": "ok"}
# notes: Masks, integer distances, a gather and a clipped ramp: only constants pass through the integers (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(53)
q_w = tf.Variable(rng.normal(size=(4, 4)).astype("float32") * 0.5)
span = tf.Variable(2.5)
rel_bias = tf.Variable(tf.zeros([9]))
x = tf.constant(rng.normal(size=(2, 5, 4)).astype("float32"))
lengths = tf.constant([5, 3])

def masked(logits, keep):
    return tf.where(keep, logits, tf.constant(-1e9))
# --- cell ---
pos = tf.range(5)
dist = pos[:, None] - pos[None, :]
logits = tf.matmul(x @ q_w, x, transpose_b=True) / 2.0
logits += tf.gather(rel_bias, dist + 4)
keep = tf.sequence_mask(lengths, 5)[:, None, :] & (dist >= 0)
att = tf.nn.softmax(masked(logits, keep))
soft_window = tf.clip_by_value((span + 1.0 - tf.cast(dist, tf.float32)) / 2.0, 0.0, 1.0)
att = tf.nn.dropout(att * soft_window, rate=0.1, seed=1)
loss = tf.reduce_mean((att @ x - x) ** 2)
