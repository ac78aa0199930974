# source: constructed (part of the forward pass in a thread pool)
# target: loss
# sources: branch_w, trunk_w, mix
# expect: {"branch_w": "recording_stopped", "trunk_w": "ok", "mix": "ok"}
# culprit: {"branch_w": 2}
# notes: Tapes belong to a thread: the branches computed by the pool are not recorded, although they return ordinary tensors. The label is the nearest one.
# --- setup ---
from concurrent.futures import ThreadPoolExecutor
import tensorflow as tf

branch_w = tf.Variable([[0.4], [0.6]])
trunk_w = tf.Variable([[1.0, -1.0], [0.5, 2.0]])
mix = tf.Variable(0.3)
chunks = [tf.constant([[1.0, 2.0]]), tf.constant([[0.0, -3.0]])]
def branch(chunk):
    return tf.sigmoid(chunk @ branch_w)
# --- cell ---
with ThreadPoolExecutor(max_workers=1) as pool:
    scores = list(pool.map(branch, chunks))
trunk = [c @ trunk_w for c in chunks]
loss = tf.constant(0.0)
for s, t in zip(scores, trunk):
    loss += mix * tf.reduce_sum(s * t)
