# source: constructed on a guide
# target: loss
# sources: raw, norm_mean, w
# expect: {"raw": "ok", "norm_mean": "computed_before_tape", "w": "ok"}
# notes: Normalization: mean constants were computed by adapt, the raw features keep their gradient.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
norm = keras.layers.Normalization(axis=-1)
data = np.random.default_rng(0).normal(3.0, 2.0, size=(20, 2)).astype("float32")
norm.adapt(data)
norm_mean = norm.adapt_mean
raw = tf.Variable(data[:3])
w = tf.Variable([[0.2], [0.3]])
# --- cell ---
z = norm(raw)
loss = tf.reduce_mean(tf.nn.softplus(z @ w))
