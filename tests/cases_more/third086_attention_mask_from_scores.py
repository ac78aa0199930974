# source: constructed (sparse attention with a learned cut)
# target: loss
# sources: q_w, k_w, v_w, cut
# expect: {"q_w": "ok", "k_w": "ok", "v_w": "ok", "cut": "registered_not_differentiable"}
# culprit: {"cut": 3}
# notes: The scores enter both the softmax (sound) and the mask; the learned cut only the comparison.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(4)
q_w, k_w, v_w = (tf.Variable(rng.normal(size=(3, 3)).astype("float32")) for _ in range(3))
cut = tf.Variable(0.1)
x = tf.constant(rng.normal(size=(1, 5, 3)).astype("float32"))
# --- cell ---
q, k, v = x @ q_w, x @ k_w, x @ v_w
scores = tf.matmul(q, k, transpose_b=True) / np.sqrt(3.0)
mask = tf.where(scores < cut, -1e9, 0.0)
att = tf.nn.softmax(scores + mask, axis=-1)
out = att @ v
kept = tf.reduce_mean(tf.cast(mask > -1.0, tf.float32))
loss = tf.reduce_mean(out ** 2)
print("kept", kept.numpy())
