# source: constructed on a guide
# target: lm_loss
# sources: table, out_bias, pos
# expect: {"table": "ok", "out_bias": "ok", "pos": "stop_gradient"}
# culprit: {"pos": 2}
# notes: Tied weights: embeddings are also the output matrix; sinusoid-initialised positions are stopped.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
class TinyLM(keras.Model):
    def __init__(self, vocab, dim, ctx):
        super().__init__()
        self.emb = keras.layers.Embedding(vocab, dim)
        self.pos = tf.Variable(np.sin(np.arange(ctx * dim).reshape(ctx, dim)).astype("float32"))
        self.out_bias = self.add_weight(shape=(vocab,), initializer="zeros", name="out_bias")
        self.mix = keras.layers.Dense(dim, activation="gelu")
    def call(self, ids):
        h = self.emb(ids) + tf.stop_gradient(self.pos[: ids.shape[1]])
        h = h + self.mix(tf.cumsum(h, axis=1))
        return tf.matmul(h, self.emb.embeddings, transpose_b=True) + self.out_bias
keras.utils.set_random_seed(0)
lm = TinyLM(9, 4, 8)
text = np.array([[1, 2, 3, 4, 5], [2, 2, 7, 8, 0]])
lm(text)
table, out_bias, pos = lm.emb.embeddings, lm.out_bias, lm.pos
# --- cell ---
inputs, targets = text[:, :-1], text[:, 1:]
logits = lm(inputs, training=True)
per_tok = keras.losses.sparse_categorical_crossentropy(targets, logits, from_logits=True)
mask = tf.cast(targets != 0, per_tok.dtype)
lm_loss = tf.reduce_sum(per_tok * mask) / tf.reduce_sum(mask)
ppl = np.exp(lm_loss.numpy())
print(f"perplexity {ppl:.1f}")
