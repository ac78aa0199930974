# source: constructed
# target: score
# sources: user_vec, item_vec, bias
# expect: {"user_vec": "computed_before_tape", "item_vec": "ok", "bias": "ok"}
# culprit: {"user_vec": 1}
# notes: functools.cache: the user encoding was computed in an earlier run, the item encoding is computed for the first time here.
# --- setup ---
import functools
import tensorflow as tf

user_vec = tf.Variable([0.2, -0.4, 0.9])
item_vec = tf.Variable([1.0, 0.3, -0.8])
bias = tf.Variable(0.1)
@functools.lru_cache(maxsize=None)
def encode(kind):
    raw = user_vec if kind == "user" else item_vec
    return tf.math.l2_normalize(raw)
print(encode("user").shape)
# --- cell ---
u = encode("user")
v = encode("item")
score = tf.sigmoid(tf.tensordot(u, v, 1) + bias)
