# source: https://github.com/google-research/simclr/issues/105
# target: loss
# sources: enc_w, key_w, temp, proj
# expect: {"enc_w": "ok", "key_w": "left_tensorflow", "temp": "ok", "proj": "not_connected"}
# culprit: {"key_w": 2, "proj": 5}
# notes: A momentum-contrast step: the keys go into a NumPy queue, the projection is not used.
# --- setup ---
import numpy as np
import tensorflow as tf
class KeyQueue:
    def __init__(self):
        self.keys = np.zeros([0, 2], dtype="float32")
    def push(self, keys):
        self.keys = np.concatenate([self.keys, keys])[-4:]
queue = KeyQueue()
enc_w = tf.Variable([[0.5, 0.1], [0.3, 0.8]])
key_w = tf.Variable([[0.4, 0.2], [0.3, 0.7]])
temp, proj = tf.Variable(0.5), tf.Variable([[1.0], [2.0]])
x = tf.constant([[1.0, 0.2], [0.3, 1.0]])
# --- cell ---
query = tf.math.l2_normalize(x @ enc_w, axis=1)
queue.push(tf.math.l2_normalize(x @ key_w, axis=1))
logits = tf.matmul(query, queue.keys, transpose_b=True) / temp
embedding = query @ proj
loss = tf.reduce_mean(
    tf.nn.sparse_softmax_cross_entropy_with_logits(tf.range(2), logits)
)
