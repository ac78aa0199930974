# source: constructed on a guide
# target: entropy
# sources: width, prices, sharp
# expect: {"width": "ok", "prices": "registered_not_differentiable", "sharp": "ok"}
# culprit: {"prices": 6}
# notes: A match statement picks the hard binning; the bin width stays connected through the second factor.
# --- setup ---
import numpy as np
import tensorflow as tf
prices = tf.Variable([1.2, 3.7, 2.9, 0.4])
width = tf.Variable(0.5)
sharp = tf.Variable(1.1)
config = {"kind": "hard", "bins": 4}
# --- cell ---
match config:
    case {"kind": "soft", "bins": int(n)}:
        centres = width * tf.range(n, dtype=tf.float32)
        binned = tf.nn.softmax(-tf.abs(prices[:, None] - centres)) @ centres[:, None]
    case {"kind": "hard"} | {"kind": "fixed"}:
        binned = tf.floor(prices / width) * width
    case _:
        raise ValueError(config)
p = tf.nn.softmax(sharp * tf.reshape(binned, [-1]))
entropy = -tf.reduce_sum(p * tf.math.log(p))
