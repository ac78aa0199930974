# source: constructed
# target: loss
# sources: enc_w, head_w
# expect: {"enc_w": "computed_before_tape", "head_w": "ok"}
# culprit: {"enc_w": 3}
# notes: The tape belongs to the thread of the cell; what the pool computes is computed outside of it.
# --- setup ---
from concurrent.futures import ThreadPoolExecutor
import tensorflow as tf

enc_w, head_w = tf.Variable([[0.5], [0.2]]), tf.Variable(1.5)
shards = [tf.constant([[1.0, 2.0]]), tf.constant([[3.0, -1.0]])]
def embed(x):
    return tf.tanh(x @ enc_w)
# --- cell ---
with ThreadPoolExecutor(2) as pool:
    parts = list(pool.map(embed, shards))
feats = tf.concat(parts, axis=0)
loss = tf.reduce_sum(head_w * feats)
