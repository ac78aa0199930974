# source: constructed (code as an engineer structures it)
# target: loss
# sources: freq, slope
# expect: {"freq": "computed_before_tape", "slope": "ok"}
# culprit: {"freq": 3}
# notes: Both helpers are cached by length; only the first has been asked for this length before.
# --- setup ---
from functools import lru_cache
import tensorflow as tf

freq = tf.Variable([0.5, 1.0])
slope = tf.Variable(-0.3)
table = tf.random.stateless_normal([6, 2], [1, 1])

@lru_cache(maxsize=None)
def sinusoid(length):
    return tf.sin(tf.range(length, dtype=tf.float32)[:, None] * freq)

@lru_cache(maxsize=None)
def alibi(length):
    steps = tf.range(length, dtype=tf.float32)
    return slope * tf.abs(steps[:, None] - steps[None, :])

sinusoid(4), alibi(3)
tokens = tf.constant([2, 0, 5, 1])
# --- cell ---
h = tf.gather(table, tokens)
n = len(tokens)
h = h + sinusoid(n)
att = tf.nn.softmax(h @ tf.transpose(h) + alibi(n))
loss = tf.reduce_sum((att @ h) ** 2)
