# source: constructed (code as an engineer structures it)
# target: loss
# sources: enc, codes, dec
# expect: {"enc": "ok", "codes": "ok", "dec": "ok"}
# notes: reduce() runs a list of stages; the quantiser rounds but adds the straight-through residual, and the code book is picked by soft weights (no false alarm).
# --- setup ---
from functools import reduce
import tensorflow as tf

enc = tf.Variable([[0.7, -0.3], [0.2, 1.1]])
codes = tf.Variable([0.9, 1.1])
dec = tf.Variable([[0.5, 0.0], [-0.2, 0.6]])
x = tf.constant([[1.0, 2.0], [3.0, -1.0]])

def straight_through(fn):
    def apply(z):
        return z + tf.stop_gradient(fn(z) - z)
    return apply

stages = {
    "encode": lambda h: h @ enc,
    "quantise": straight_through(tf.round),
    "rescale": lambda h: h * codes,
    "decode": lambda h: h @ dec,
}
# --- cell ---
recon = reduce(lambda h, stage: stage(h), stages.values(), x)
loss = tf.reduce_mean((recon - x) ** 2)
