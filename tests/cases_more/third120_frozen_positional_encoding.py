# source: constructed (transformer with a fixed encoding in a variable)
# target: loss
# sources: pos_enc, tok_emb, out_w
# expect: {"pos_enc": "not_trainable", "tok_emb": "ok", "out_w": "ok"}
# culprit: {"pos_enc": 1}
# notes: The sinusoidal encoding is stored in a non-trainable variable and sliced before use.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(6)
grid = np.arange(10)[:, None] / 10000 ** (np.arange(4)[None] / 4)
class Embedder(tf.Module):
    def __init__(self):
        super().__init__()
        self.tok = tf.Variable(rng.normal(size=(12, 4)).astype("float32"))
        self.pos = tf.Variable(np.sin(grid).astype("float32"), trainable=False)
    def __call__(self, ids):
        length = tf.shape(ids)[0]
        return tf.gather(self.tok, ids) + self.pos[:length]
embedder = Embedder()
pos_enc, tok_emb = embedder.pos, embedder.tok
out_w = tf.Variable(rng.normal(size=(4, 12)).astype("float32"))
ids = tf.constant([3, 7, 1])
# --- cell ---
logits = embedder(ids[:-1]) @ out_w
greedy = tf.argmax(logits, axis=1)
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=ids[1:], logits=logits))
print("greedy", greedy.numpy())
