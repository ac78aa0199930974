# source: constructed (attention with a cache of keys)
# target: loss
# sources: w_key, w_query
# expect: {"w_key": "stateful_op", "w_query": "ok"}
# culprit: {"w_key": 2}
# notes: The module stores the new key in its cache variable and attends to the cache.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
class CachedAttention(tf.Module):
    def __init__(self):
        super().__init__()
        self.wk = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
        self.wq = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
        self.cache = tf.Variable(tf.zeros([4, 2]), trainable=False)
    def append(self, token, position):
        self.cache[position].assign((token @ self.wk)[0])
    def __call__(self, token):
        scores = (token @ self.wq) @ tf.transpose(self.cache)
        return tf.nn.softmax(scores) @ self.cache
attention = CachedAttention()
w_key, w_query = attention.wk, attention.wq
tokens = tf.constant(rng.normal(size=(2, 1, 3)).astype("float32"))
# --- cell ---
for position in range(2):
    attention.append(tokens[position], position)
context = attention(tokens[1])
loss = tf.reduce_sum(context ** 2)
