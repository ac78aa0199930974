# source: constructed on a guide
# target: loss
# sources: q, v, k
# expect: {"q": "registered_not_differentiable", "v": "ok", "k": "registered_not_differentiable"}
# culprit: {"q": 3, "k": 3}
# notes: Hard attention: one-hot of the argmax selects the values.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
q, k, v = (tf.Variable(rng.normal(size=(4, 3)).astype("float32")) for _ in range(3))
mask = tf.linalg.band_part(tf.ones([4, 4]), -1, 0)
def scaled_scores(q, k):
    s = tf.matmul(q, k, transpose_b=True)
    return s / np.sqrt(k.shape[-1])
# --- cell ---
scores = scaled_scores(q, k)
scores = scores - 1e9 * (1 - mask)
att = tf.one_hot(tf.argmax(scores, axis=-1), scores.shape[-1])
context = att @ v
loss = tf.reduce_mean(tf.nn.relu(context) ** 2)
print("attends to", tf.argmax(att, axis=-1).numpy())
