# source: constructed on a guide
# target: loss
# sources: anchor, tower_w
# expect: {"anchor": "not_watched", "tower_w": "ok"}
# culprit: {"anchor": 2}
# notes: The anchor batch is made by a generator function in the cell.
# --- setup ---
import numpy as np
import tensorflow as tf
tower_w = tf.Variable(np.random.default_rng(0).normal(size=(4, 2)).astype("float32"))
def batches(n, seed):
    g = np.random.default_rng(seed)
    while True:
        yield tf.constant(g.normal(size=(n, 4)).astype("float32"))
def embed(x):
    return tf.math.l2_normalize(x @ tower_w, axis=1)
stream = batches(3, 0)
# --- cell ---
"siamese"
anchor = next(stream)
pos = anchor + 0.01
neg = next(stream)
ea, ep, en = embed(anchor), embed(pos), embed(neg)
sim_p = tf.reduce_sum(ea * ep, axis=1)
sim_n = tf.reduce_sum(ea * en, axis=1)
loss = tf.reduce_mean(tf.nn.relu(0.2 + sim_n - sim_p))
print("pos", sim_p.numpy().round(2), "neg", sim_n.numpy().round(2))
