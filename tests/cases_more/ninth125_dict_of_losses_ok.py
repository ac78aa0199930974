# source: constructed
# target: parts
# sources: enc, dec, beta
# expect: {"enc": "ok", "dec": "ok", "beta": "ok"}
# notes: The target is a dict of scalars and a summary string is built next to it (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(8)
enc = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
dec = tf.Variable(rng.normal(size=(2, 4)).astype("float32"))
beta = tf.Variable(0.1)
x = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
# --- cell ---
z = x @ enc
parts = {"rec": tf.reduce_mean((z @ dec - x) ** 2)}
parts["kl"] = beta * tf.reduce_mean(z ** 2)
line = ", ".join(f"{k}={float(v):.3f}" for k, v in sorted(parts.items()))
