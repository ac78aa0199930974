# source: https://github.com/tensorflow/tensorflow/issues/30190
# target: loss
# sources: w1, w2
# expect: {"w1": "left_tensorflow", "w2": "ok"}
# culprit: {"w1": 5}
# notes: Adapted: the per-sample losses are collected as Python floats and converted back afterwards.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(9)
w1 = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
w2 = tf.Variable(0.05)
X = rng.normal(size=(6, 3)).astype("float32")
Y = rng.normal(size=(6, 1)).astype("float32")

def spread(samples):
    samples = tf.convert_to_tensor(samples, dtype=tf.float32)
    return tf.math.reduce_std(samples) + tf.reduce_mean(samples)
# --- cell ---
per_sample = []
for i in range(len(X)):
    pred = X[i:i + 1] @ w1
    err = tf.reduce_mean((pred - Y[i]) ** 2)
    per_sample.append(float(err))
loss = spread(per_sample) + w2 ** 2
